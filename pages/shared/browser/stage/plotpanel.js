// A panel beside the map that is a plot: the core says what, the stage's step is marked on it.

import { describe, element } from "../core/dom.js";
import { Plots } from "../figure/plots.js";
import { resultsBox, table } from "../widgets/table.js";

export class PlotPanel {
  // handlers: as of Plots
  constructor(parent, handlers) {
    const views = element("div", { class: "plots" });
    this.caption = element("p", { class: "caption" });
    this.results = resultsBox(handlers.words);
    this.node = element("div", { class: "stack" }, views, this.caption, this.results);
    parent.append(this.node);
    this.drawn = new Plots(views, handlers, (view) => describe(view, this.caption));
  }

  get plots() {
    return this.drawn.views;
  }

  set(Plotly, answer, colours, step) {
    Object.assign(this, { answer, step });
    this.caption.textContent = answer.sentence;
    this.results.replaceChildren(...table(answer.table));
    return this.drawn.set(Plotly, answer, colours).then(() => this.draw(this.step));
  }

  draw(step) {
    this.step = step;
    this.drawn.mark(this.answer?.cursor ? step : null);
  }

  resize() {
    this.drawn.resize();
    this.draw(this.step);
  }
}
