// The loss curves of all runs, with a cursor that is the scrubber's.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { Axes, marksOf, placeOf } from "./axes.js";
import { drawMarker } from "./style.js";
import { axisOf } from "./units.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Canvas, Run, Words } from "../core/types.js" */
/** @import { Scale } from "./scales.js" */
/** @import { RunAxis } from "./units.js" */

/**
 * @typedef {object} Shown
 * @property {Colours} colours
 * @property {boolean} log  whether the axis is to be
 * @property {number | null} floor  the minimum, where there is one
 * @property {number} steps
 * @property {string} [unit]  of the axis of steps
 * @property {number} [focus]  the run whose steps the cursor counts
 */

const MARGIN = { left: 3.7, right: 0.9, top: 1.5, bottom: 2.8 };

export class LossView {
  /** @type {Run[]} */ runs = [];
  /** @type {Run} */ leader;
  /** @type {Colours} */ colours;
  /** @type {Axes} undefined until they are drawn, as are x and y */ axes;
  /** @type {RunAxis} */ x;
  /** @type {Scale} */ y;
  /** @type {number | null} the step under the pointer */ hover = null;
  log = false;
  unit = "update";
  steps = 1;
  t = 0;
  /** @type {number | null} */ floor = null;
  /** whether the cursor is */ dragging = false;

  /** @param {Element} parent  @param {{ onSeek: (step: number) => void, words: Words }} options */
  constructor(parent, { onSeek, words }) {
    this.words = words;
    /** @type {Canvas} */
    this.curves = element("canvas");
    /** @type {Canvas} */
    this.cursor = element("canvas", { class: "seek", role: "img", "aria-label": words.loss });
    this.readout = element("div", { class: "readout", "aria-hidden": "true" });
    this.node = element("div", { class: "chart" }, this.curves, this.cursor, this.readout);
    parent.append(this.node);
    this.listen(onSeek);
  }

  /** @param {Run[]} runs  @param {Shown} shown */
  setRuns(runs, { colours, log, floor, steps, unit = "update", focus = 0 }) {
    this.runs = runs;
    this.leader = runs[Math.min(focus, runs.length - 1)];
    this.colours = colours;
    this.unit = unit;
    this.log = log && floor !== null;
    this.floor = floor;
    this.steps = Math.max(steps, 1);
    this.redraw();
  }

  // Above the minimum on a log axis, the loss itself on a linear one.
  /** @param {Run} run  @param {number} step */
  height(run, step) {
    return this.log ? run.loss[step] - (run.floor ?? this.floor ?? 0) : run.loss[step];
  }

  // Divergence must not flatten the rest: the axis ends a little above the highest start.
  /** @returns {[low: number, high: number]} */
  extent() {
    const starts = this.runs.map((run) => this.height(run, 0)).filter(Number.isFinite);
    const high = Math.max(...starts, this.log ? 1e-12 : -Infinity);
    let low = Infinity;
    for (const run of this.runs) {
      for (let step = 0; step < run.points; step++) {
        const value = this.height(run, step);
        if (value < low && (!this.log || value > 0)) low = value;
      }
    }
    if (this.log) return [Math.max(Math.min(low, high / 10), high * 1e-14, 1e-300), high * 30];
    const bottom = Math.max(low, high - 20 * (Math.abs(high) + 1));
    return [Math.min(bottom, 0), high + 0.25 * (high - Math.min(bottom, 0) || 1)];
  }

  redraw() {
    const axes = this.runs.length ? Axes.over(this.curves, this.node, this.colours, MARGIN) : null;
    if (!axes) return;
    this.axes = axes;
    this.x = axisOf(this.runs, this.unit, this.steps, axes.box.left, axes.box.right);
    this.y = axes.up(this.log ? "log" : "linear", ...this.extent());
    axes.ruled(marksOf(this.y));
    axes.below(this.x.ticks);
    axes.under(this.unit === "update" ? this.words.step : this.words[`axis_${this.unit}`]);
    axes.title(this.title());
    axes.within(() => this.runs.forEach((run) => this.drawCurve(axes, run)));
  }

  title() {
    if (!this.log) return this.words.loss;
    return this.floor === 0 ? this.words.loss_log : this.words.loss_above;
  }

  /** @param {Axes} axes  @param {Run} run */
  drawCurve(axes, run) {
    const { colour, dash } = run.look;
    const at = (/** @type {unknown} */ _, /** @type {number} */ step) => [
      this.x.at(run, step),
      placed(this.height(run, step), this.y, axes.height),
    ];
    axes.stroke(Array.from({ length: run.points }, at), { colour, dash, strength: run.strength, width: 2.4 });
  }

  draw(t) {
    this.t = t;
    if (!this.axes) return;
    const axes = this.axes.layer(this.cursor);
    const { top, bottom } = axes.box;
    const now = this.x.at(this.leader, t);
    axes.stroke(
      [
        [now, top],
        [now, bottom],
      ],
      { colour: this.colours.text, width: 2, strength: 0.6 },
    );
    for (const run of this.runs) this.drawHead(axes, run, t);
    this.showReadout(axes.width);
  }

  // Where a run is now, at the border of the plot where it has left that.
  /** @param {Axes} axes  @param {Run} run  @param {number} t */
  drawHead({ context, box, height, colours }, run, t) {
    const value = this.height(run, Math.min(Math.floor(t), run.points - 1));
    if (!Number.isFinite(this.y(value)) && value !== Infinity) return;
    const y = Math.min(Math.max(placed(value, this.y, height), box.top), box.bottom);
    const x = this.x.at(run, Math.min(t, run.points - 1));
    drawMarker(context, run.look.marker, x, y, 5.5, run.look.colour, colours.background);
  }

  // Exact step and value of every run under the pointer.
  showReadout(width) {
    this.readout.hidden = this.hover === null;
    if (this.hover === null) return;
    const step = this.hover;
    const lines = this.runs.map((run) => {
      const value = step < run.points ? write(run.loss[step], 6) : run.statusWord;
      return element(
        "div",
        {},
        element("i", { style: `background:${run.look.colour}` }),
        `${run.name}: ${value}`,
      );
    });
    this.readout.replaceChildren(element("b", { text: `${this.words.step} ${step}` }), ...lines);
    const place = this.x.at(this.leader, step);
    const left = place > width / 2;
    this.readout.style.left = left ? "" : `${place + 12}px`;
    this.readout.style.right = left ? `${width - place + 12}px` : "";
  }

  listen(onSeek) {
    const stepAt = (/** @type {PointerEvent} */ event) => {
      const step = this.x.stepAt(this.leader, placeOf(event, this.cursor)[0]);
      return Math.round(Math.min(Math.max(step, 0), this.steps));
    };
    this.cursor.onpointerdown = (event) => {
      this.cursor.setPointerCapture(event.pointerId);
      this.dragging = true;
      onSeek(stepAt(event));
    };
    this.cursor.onpointermove = (event) => {
      if (!this.x) return;
      this.hover = stepAt(event);
      if (this.dragging) onSeek(this.hover);
      else this.draw(this.t);
    };
    this.cursor.onpointerup = () => (this.dragging = false);
    this.cursor.onpointerleave = () => {
      this.hover = null;
      this.draw(this.t);
    };
  }
}

// Where a loss is drawn: what has no logarithm lies below the plot, what is beyond all numbers above.
/** @param {number} value  @param {(value: number) => number} scale  @param {number} height */
export function placed(value, scale, height) {
  const y = scale(value);
  if (Number.isFinite(y)) return Math.min(Math.max(y, -1e4), height + 1e4);
  return value > 0 ? -1e4 : height + 20;
}
