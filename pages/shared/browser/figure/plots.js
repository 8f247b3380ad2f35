// The plots of one answer, side by side: as many views as the core says, and the settings they move.

import { PlotView } from "./plot.js";
import { readPoints, writePoints } from "./points.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Numbers } from "../core/types.js" */
/** @import { Plot } from "../draw/traces.js" */
/** @import { Handlers } from "./plot.js" */

/** @typedef {Omit<Handlers, "onPoints"> & { onDrag(setting: string, text: string, done: boolean): void }} Asked */

export class Plots {
  /** @type {PlotView[]} */ views = [];

  /** @param {Element} parent  @param {Asked} handlers  @param {(node: Element) => void} made  a new view */
  constructor(parent, handlers, made) {
    this.parent = parent;
    this.handlers = handlers;
    this.made = made;
  }

  // Resolves when Plotly has drawn them all.
  /** @param {any} Plotly  @param {{ plots: Plot[], arrays: Numbers[] }} answer  @param {Colours} colours */
  set(Plotly, { plots, arrays }, colours) {
    for (const view of this.views.splice(plots.length)) view.node.remove();
    while (this.views.length < plots.length) this.views.push(this.view());
    plots.forEach((plot, k) => {
      this.views[k].node.style.flexGrow = String(plot.share); // all of them, before the first is measured
    });
    const shown = plots.map((plot, k) => {
      this.readPoints(this.views[k], plot);
      return this.views[k].set(Plotly, plot, arrays, colours);
    });
    return Promise.all(shown);
  }

  // What the viewer holds is theirs.
  /** @param {PlotView} view  @param {Plot} plot */
  readPoints(view, { drag }) {
    if (drag && !view.held) view.points = readPoints(this.handlers.valueOf(drag));
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
