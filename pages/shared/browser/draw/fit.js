// The samples, the batch of the current update among them, and the line that each run has by now;
// over the map the batch's own loss, as faint level lines.

import { levels, pieces } from "./contours.js";
import { element, prepare } from "../core/dom.js";
import { fill } from "../core/words.js";
import { linear, ticks } from "./scales.js";
import { write } from "../core/numbers.js";
import { drawMarker } from "./style.js";

const NOWHERE = 65535; // of the 16 bits that a height comes in

export class FitView {
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.fit });
    this.chart = element("div", { class: "chart" }, this.canvas);
    this.caption = element("p", { class: "caption" });
    this.node = element("div", { class: "stack" }, this.chart, this.caption);
    parent.append(this.node);
  }

  setSamples({ inputs, arrays: [table] }) {
    this.inputs = inputs;
    this.count = inputs ? table.length / (inputs + 1) : 0;
    this.columns = Array.from({ length: inputs ? inputs + 1 : 0 }, (_, k) =>
      table.subarray(k * this.count, (k + 1) * this.count),
    );
    if (inputs) this.ranges = this.columns.slice(0, 2).map(extent);
  }

  setRuns(runs, run, colours) {
    Object.assign(this, { runs, run: runs[run], colours });
    this.batch = null;
  }

  setBatch(batch) {
    this.batch = batch;
    if (!batch.size) return;
    const [marks, members] = batch.arrays;
    const grid = Float32Array.from(marks, (mark) => (mark === NOWHERE ? NaN : mark));
    batch.members = members;
    batch.lines = batch.whole ? [] : levels(grid).map((level) => pieces(grid, batch.columns, level));
  }

  draw(t) {
    const [width, height] = [this.chart.clientWidth, this.chart.clientHeight];
    if (!this.count || !this.runs || width < 60 || height < 60) return;
    const context = prepare(this.canvas, width, height);
    const rem = this.colours.size;
    this.x = linear(...this.ranges[0], 3 * rem, width - 0.6 * rem);
    this.y = linear(...this.ranges[1], height - 2.4 * rem, 0.5 * rem);
    this.drawAxes(context, width, height);
    this.drawSamples(context);
    context.save();
    context.beginPath();
    context.rect(3 * rem, 0.5 * rem, width - 3.6 * rem, height - 2.9 * rem);
    context.clip();
    [...this.runs].reverse().forEach((run) => this.drawLine(context, run, t));
    context.restore();
    this.say(t);
  }

  drawAxes(context, width, height) {
    const { colours } = this;
    context.font = `${colours.size * 0.8}px ${colours.font}`;
    context.fillStyle = colours.text;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const value of ticks(...this.ranges[0], 5))
      context.fillText(write(value, 3), this.x(value), height - 2.2 * colours.size);
    context.fillText(this.inputs === 1 ? "x" : "x₁", width / 2, height - 1.1 * colours.size);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const value of ticks(...this.ranges[1], 5))
      context.fillText(write(value, 3), 2.7 * colours.size, this.y(value));
    context.textAlign = "left";
    context.fillText(this.inputs === 1 ? "y" : "x₂", 2, colours.size);
  }

  drawSamples(context) {
    const [xs, ys] = this.columns;
    context.globalAlpha = 0.35;
    for (let k = 0; k < this.count; k++)
      this.dot(context, xs[k], ys[k], 2, this.colours.text, this.inputs === 2 && this.columns[2][k] < 0);
    context.globalAlpha = 1;
    if (!this.batch || !this.batch.size || this.batch.whole) return;
    for (const k of this.batch.members)
      this.dot(context, xs[k], ys[k], 4.5, this.run.look.colour, this.inputs === 2 && this.columns[2][k] < 0);
  }

  // The second class is hollow.
  dot(context, x, y, radius, colour, hollow) {
    context.beginPath();
    context.arc(this.x(x), this.y(y), radius, 0, 7);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 1;
    if (hollow) context.stroke();
    else context.fill();
  }

  // y = w x + b, or the boundary w₁x₁ + w₂x₂ = 0.
  drawLine(context, run, t) {
    const step = Math.min(Math.floor(t), run.points - 1);
    const [a, b] = [run.path[2 * step], run.path[2 * step + 1]];
    const [left, right] = this.ranges[0];
    const height = (x) => (this.inputs === 1 ? a * x + b : (-a * x) / b);
    const ends = [left, right].map((x) => [this.x(x), Math.max(-1e5, Math.min(1e5, this.y(height(x))))]);
    context.strokeStyle = run.look.colour;
    context.lineWidth = 2.6;
    context.setLineDash(run.look.dash);
    context.beginPath();
    context.moveTo(...ends[0]);
    context.lineTo(...ends[1]);
    context.stroke();
    context.setLineDash([]);
    const middle = ends[0].map((start, axis) => start + 0.85 * (ends[1][axis] - start));
    drawMarker(context, run.look.marker, ...middle, 5, run.look.colour, this.colours.background);
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
  overlay(context, map) {
    const { batch } = this;
    if (!batch || !batch.lines) return;
    const [left, right, low, high] = batch.window;
    const rows = batch.arrays[0].length / batch.columns;
    const x = (column) => map.x(left + (column * (right - left)) / (batch.columns - 1));
    const y = (row) => map.y(low + (row * (high - low)) / (rows - 1));
    const inner = map.inner();
    context.save();
    context.beginPath();
    context.rect(map.space.left, map.space.top, inner.width, inner.height);
    context.clip();
    context.strokeStyle = this.run.look.colour;
    context.globalAlpha = 0.55;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [x1, y1, x2, y2] of batch.lines.flat()) {
      context.moveTo(x(x1), y(y1));
      context.lineTo(x(x2), y(y2));
    }
    context.stroke();
    context.restore();
  }
}

const signed = (value) => `${value < 0 ? "−" : "+"} ${write(Math.abs(value), 4)}`;

// Lowest to highest, with a little room.
function extent(values) {
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const room = 0.05 * (high - low || 1);
  return [low - room, high + room];
}
