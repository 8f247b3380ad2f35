// The plots of one answer, side by side: as many views as the core says, and the settings they move.

import { PlotView } from "./plot.js";
import { readPoints, writePoints } from "./points.js";

export class Plots {
  // handlers: words, valueOf(setting), its text, onDrag(setting, text, done), and more of PlotView's;
  // made(node) hears of every new view
  constructor(parent, handlers, made) {
    Object.assign(this, { parent, handlers, made });
    this.views = [];
  }

  // Resolves when Plotly has drawn them all.
  set(Plotly, { plots, arrays }, colours) {
    while (this.views.length > plots.length) this.views.pop().node.remove();
    while (this.views.length < plots.length) this.views.push(this.view());
    plots.forEach((plot, k) => {
      this.views[k].node.style.flexGrow = plot.share; // all of them, before the first is measured
    });
    return Promise.all(plots.map((plot, k) => this.show(this.views[k], [Plotly, plot, arrays, colours])));
  }

  show(view, drawn) {
    const [, { drag }] = drawn;
    if (drag && !view.held) view.points = readPoints(this.handlers.valueOf(drag));
    return view.set(...drawn);
  }

  view() {
    const view = new PlotView(this.parent, {
      ...this.handlers,
      onPoints: (points, done) => this.handlers.onDrag(view.spec.drag, writePoints(points), done),
    });
    this.made(view.node);
    return view;
  }

  mark(step) {
    this.views.forEach((view) => view.mark(step));
  }

  resize() {
    this.views.forEach((view) => view.resize());
  }
}
