// Paths on a canvas of their own: faint the whole of each, strong as far as it was walked. What was
// walked is only added to, so that a frame costs what is new in it.

import { element, prepare } from "../core/dom.js";

const FEW = 301; // points; so many are marked one by one

export class Trails {
  constructor() {
    this.canvas = element("canvas");
    this.lines = [];
  }

  // lines: [{ look, strength, points, last }], points being pixels, x and y in turn, and `last` the last one
  // that may be seen, -1 for none; box: [left, top, width, height], beyond which nothing is drawn.
  begin(lines, { width, height, box = [0, 0, width, height] }) {
    Object.assign(this, { width, height, box });
    this.lines = lines.map((line) => ({ ...line, lengths: lengths(line.points) }));
    this.erase();
  }

  erase() {
    this.context = this.canvas.getContext("2d");
    this.context.restore(); // the clip before
    prepare(this.canvas, this.width, this.height);
    this.context.save();
    this.context.beginPath();
    this.context.rect(...this.box);
    this.context.clip();
    this.lines.forEach((line) => this.stroke(line, 0, line.last, 1.5, 0.28));
    this.drawn = this.lines.map(() => 0);
  }

  // To step `t` of each; a way back is walked again from its beginning.
  walk(t) {
    const steps = this.lines.map((line) => Math.max(Math.min(Math.floor(t), line.last), 0));
    if (steps.some((step, k) => step < this.drawn[k])) this.erase();
    steps.forEach((step, k) => this.extend(this.lines[k], this.drawn[k], step));
    this.drawn = steps;
  }

  extend(line, from, to) {
    this.stroke(line, from, to, 2.6);
    if (line.points.length > 2 * FEW) return;
    this.context.globalAlpha = line.strength;
    this.context.fillStyle = line.look.colour;
    for (let step = from; step <= Math.min(to, line.last); step++) {
      this.context.beginPath();
      this.context.arc(line.points[2 * step], line.points[2 * step + 1], 2.4, 0, 7);
      this.context.fill();
    }
  }

  // Dashes are counted from the start of the path, into however many pieces it is cut.
  stroke({ look, strength, points, lengths }, from, to, width, share = 1) {
    if (to <= from) return;
    const { context } = this;
    context.globalAlpha = share * strength;
    context.beginPath();
    context.setLineDash(look.dash);
    context.lineDashOffset = lengths[from];
    context.lineWidth = width;
    context.lineJoin = "round";
    context.strokeStyle = look.colour;
    for (let step = from; step <= to; step++) context.lineTo(points[2 * step], points[2 * step + 1]);
    context.stroke();
  }

  // Where a path is at `t`, which may be between two steps.
  at(k, t) {
    const { points } = this.lines[k];
    const end = points.length / 2 - 1;
    const step = Math.min(Math.floor(t), end);
    const next = Math.min(step + 1, end);
    const part = Math.min(t, end) - step;
    return [0, 1].map(
      (axis) => points[2 * step + axis] + part * (points[2 * next + axis] - points[2 * step + axis]),
    );
  }
}

// How long a path is as far as each of its points.
export function lengths(points) {
  const sums = new Float64Array(points.length / 2);
  for (let step = 1; step < sums.length; step++) {
    sums[step] =
      sums[step - 1] +
      Math.hypot(points[2 * step] - points[2 * step - 2], points[2 * step + 1] - points[2 * step - 1]);
  }
  return sums;
}
