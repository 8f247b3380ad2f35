// The samples, the batch of the current update among them, and the line that each run has by now;
// over the map the batch's own loss, as faint level lines.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { Axes, marksOf } from "./axes.js";
import { levels, pieces } from "./contours.js";
import { drawMarker } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Box, Context, Numbers, Packet, Pair, Run, Words } from "../core/types.js" */
/** @import { MapView } from "./map.js" */

/**
 * The samples of one update, and the level lines of their loss alone.
 * @typedef {object} BatchOnly
 * @property {number} size
 * @property {boolean} whole  whether all samples are in it
 * @property {number} columns
 * @property {Box} window
 * @property {Numbers} members
 * @property {number[][][]} lines
 *
 * @typedef {Packet & BatchOnly} Batch
 */

const MARGIN = { left: 3, right: 0.6, top: 0.5, bottom: 2.4 };
const NOWHERE = 65535; // of the 16 bits that a height comes in

export class FitView {
  /** @type {Run[]} */ runs = [];
  /** @type {Run} in focus */ run;
  /** @type {Colours} */ colours;
  /** @type {Batch | null} */ batch = null;
  /** of each sample */ inputs = 0;
  /** of samples */ count = 0;
  /** @type {Numbers[]} inputs, then the target */ columns = [];
  /** @type {Pair[]} of the two columns that are drawn */ ranges = [];

  /** @param {Element} parent  @param {{ words: Words }} options */
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.fit });
    this.chart = element("div", { class: "chart" }, this.canvas);
    this.caption = element("p", { class: "caption" });
    this.node = element("div", { class: "stack" }, this.chart, this.caption);
    parent.append(this.node);
  }

  /** @param {Packet & { inputs: number }} samples */
  setSamples({ inputs, arrays: [table] }) {
    this.inputs = inputs;
    this.count = inputs ? table.length / (inputs + 1) : 0;
    this.columns = Array.from({ length: inputs ? inputs + 1 : 0 }, (_, k) =>
      table.subarray(k * this.count, (k + 1) * this.count),
    );
    if (inputs) this.ranges = this.columns.slice(0, 2).map(extent);
  }

  /** @param {Run[]} runs  @param {number} focus  @param {Colours} colours */
  setRuns(runs, focus, colours) {
    if (runs !== this.runs || runs[focus] !== this.run) this.batch = null; // of what was before
    this.runs = runs;
    this.run = runs[focus];
    this.colours = colours;
  }

  /** @param {Batch} batch */
  setBatch(batch) {
    this.batch = batch;
    if (!batch.size) return;
    const [marks, members] = batch.arrays;
    const grid = Float32Array.from(marks, (mark) => (mark === NOWHERE ? NaN : mark));
    batch.members = members;
    batch.lines = batch.whole ? [] : levels(grid).map((level) => pieces(grid, batch.columns, level));
  }

  draw(t) {
    const axes = this.count && this.run ? Axes.over(this.canvas, this.chart, this.colours, MARGIN) : null;
    if (!axes) return;
    this.drawAxes(axes);
    this.drawSamples(axes);
    axes.within(() => [...this.runs].reverse().forEach((run) => this.drawLine(axes, run, t)));
    this.say(t);
  }

  /** @param {Axes} axes */
  drawAxes(axes) {
    const { size } = this.colours;
    const [x, y] = this.inputs === 1 ? ["x", "y"] : ["x₁", "x₂"];
    axes.below(marksOf(axes.across("linear", ...this.ranges[0]), 3), 0.2 * size);
    axes.beside(marksOf(axes.up("linear", ...this.ranges[1]), 3), 0.3 * size);
    axes.under(x, axes.width / 2);
    axes.text(y, 2, size, { base: "middle" });
  }

  /** @param {Axes} axes */
  drawSamples(axes) {
    for (let k = 0; k < this.count; k++) this.drawSample(axes, k, 2, this.colours.text, 0.35);
    if (!this.batch || !this.batch.size || this.batch.whole) return;
    for (const k of this.batch.members) this.drawSample(axes, k, 4.5, this.run.look.colour);
  }

  // The second class is hollow.
  /** @param {Axes} axes  @param {number} k  @param {number} radius  @param {string} colour */
  drawSample(axes, k, radius, colour, strength = 1) {
    const [xs, ys, classes] = this.columns;
    const place = [axes.x(xs[k]), axes.y(ys[k])];
    axes.dot(place, radius, { colour, strength, ring: this.inputs === 2 && classes[k] < 0 ? 1 : 0 });
  }

  // y = w x + b, or the boundary w₁x₁ + w₂x₂ = 0.
  /** @param {Axes} axes  @param {Run} run  @param {number} t */
  drawLine(axes, { path, points, look: { colour, dash, marker } }, t) {
    const step = Math.min(Math.floor(t), points - 1);
    const [a, b] = [path[2 * step], path[2 * step + 1]];
    const height = (x) => (this.inputs === 1 ? a * x + b : (-a * x) / b);
    const ends = this.ranges[0].map((x) => [axes.x(x), Math.max(-1e5, Math.min(1e5, axes.y(height(x))))]);
    axes.stroke(ends, { colour, dash, width: 2.6 });
    const [x, y] = [0, 1].map((axis) => ends[0][axis] + 0.85 * (ends[1][axis] - ends[0][axis]));
    drawMarker(axes.context, marker, x, y, 5, colour, this.colours.background);
  }

  say(t) {
    const step = Math.min(Math.floor(t), this.run.points - 1);
    const values = {
      name: this.run.name,
      step: Math.min(step + 1, this.run.points - 1),
      size: this.batch ? this.batch.size : "",
      samples: this.count,
      a: write(this.run.path[2 * step], 4),
      b: signed(this.run.path[2 * step + 1]),
    };
    const kind = !this.batch || this.batch.whole ? "all" : "batch";
    const text = fill(this.words[`fit_${kind}_${this.inputs}`], values);
    if (this.caption.textContent !== text) this.caption.textContent = text;
  }

  // Drawn over the map, by the map: the loss of the batch alone.
  /** @param {Context} context  @param {MapView} map */
  overlay(context, map) {
    const { batch } = this;
    if (!batch || !batch.lines) return;
    const [left, right, low, high] = batch.window;
    const rows = batch.arrays[0].length / batch.columns;
    const x = (column) => map.x(left + (column * (right - left)) / (batch.columns - 1));
    const y = (row) => map.y(low + (row * (high - low)) / (rows - 1));
    map.axes(context).within(() => {
      context.strokeStyle = this.run.look.colour;
      context.globalAlpha = 0.55;
      context.lineWidth = 1.5;
      context.beginPath();
      for (const [x1, y1, x2, y2] of batch.lines.flat()) {
        context.moveTo(x(x1), y(y1));
        context.lineTo(x(x2), y(y2));
      }
      context.stroke();
    });
  }
}

const signed = (value) => `${value < 0 ? "−" : "+"} ${write(Math.abs(value), 4)}`;

// Lowest to highest, with a little room.
/** @param {Numbers} values  @returns {Pair} */
function extent(values) {
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const room = 0.05 * (high - low || 1);
  return [low - room, high + room];
}
