// A panel beside the map that is a plot: the core says what, the stage's step is marked on it.

import { describe, element } from "../core/dom.js";
import { Plots } from "../figure/plots.js";
import { resultsBox, table } from "../widgets/table.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Answers } from "../core/types.js" */
/** @import { Asked } from "../figure/plots.js" */

export class PlotPanel {
  /** @type {Answers["panel"] | undefined} */ answer;
  step = 0;

  /** @param {Element} parent  @param {Asked} handlers */
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

  /** @param {any} Plotly  @param {Answers["panel"]} answer  @param {Colours} colours  @param {number} step */
  set(Plotly, answer, colours, step) {
    this.answer = answer;
    this.step = step;
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
