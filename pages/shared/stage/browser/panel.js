// A panel beside the map that is a plot: the core says what, the stage's step is marked on it.

import { element } from "./dom.js";
import { PlotView } from "./plot.js";
import { readPoints, writePoints } from "./points.js";
import { table } from "./table.js";

export class PlotPanel {
  // valueOf(key) is a setting's text; onDrag(key, text, done)
  constructor(parent, { valueOf = () => "", onDrag = () => {} } = {}) {
    Object.assign(this, { valueOf, onDrag });
    this.views = element("div", { class: "plots" });
    this.caption = element("p", { class: "caption" });
    this.results = element("div", { class: "results" });
    this.node = element("div", { class: "stack" }, this.views, this.caption, this.results);
    parent.append(this.node);
    this.plots = [];
  }

  set(Plotly, answer, colours, step) {
    Object.assign(this, { answer, step });
    while (this.plots.length > answer.plots.length) this.plots.pop().node.remove();
    while (this.plots.length < answer.plots.length) this.plots.push(this.plotView());
    this.caption.textContent = answer.sentence;
    this.results.replaceChildren(...table(answer.table));
    answer.plots.forEach((plot, k) => {
      const view = this.plots[k];
      view.node.style.flexGrow = plot.share;
      if (plot.drag && !view.held) view.points = readPoints(this.valueOf(plot.drag));
    });
    return Promise.all(answer.plots.map((plot, k) => this.plots[k].set(Plotly, plot, answer.arrays, colours))).then(() => this.draw(this.step));
  }

  plotView() {
    const view = new PlotView(this.views, { onPoints: (points, done) => this.onDrag(view.spec.drag, writePoints(points), done) });
    return view;
  }

  draw(step) {
    this.step = step;
    if (this.answer && this.answer.cursor) this.plots.forEach((view) => view.mark(step));
  }

  resize() {
    this.plots.forEach((view) => view.resize());
    this.draw(this.step);
  }
}
