// Paths on a canvas of their own: faint the whole of each, strong as far as it was walked. What was
// walked is only added to, so that a frame costs what is new in it.

import { element, penOf, prepare } from "../core/dom.js";

/** @import { Canvas, Context, Look, Numbers, Pair } from "../core/types.js" */

const FEW = 301; // points; so many are marked one by one

/**
 * @typedef {object} Line
 * @property {Look} look
 * @property {number} strength
 * @property {Numbers} points  pixels, x and y in turn
 * @property {number} last  that may be seen; -1: none
 *
 * @typedef {[left: number, top: number, width: number, height: number]} Frame
 */

export class Trails {
  /** @type {(Line & { lengths: Float64Array })[]} */ lines = [];
  /** @type {number[]} the last step of each that was walked */ drawn = [];
  /** @type {Context} */ context;
  width = 0;
  height = 0;
  /** @type {Frame} beyond which nothing is drawn */ box = [0, 0, 0, 0];

  constructor() {
    /** @type {Canvas} */
    this.canvas = element("canvas");
  }

  /** @param {Line[]} lines  @param {{ width: number, height: number, box?: Frame }} size */
  begin(lines, { width, height, box = [0, 0, width, height] }) {
    this.width = width;
    this.height = height;
    this.box = box;
    this.lines = lines.map((line) => ({ ...line, lengths: lengths(line.points) }));
    this.erase();
  }

  erase() {
    this.context = penOf(this.canvas);
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
  /** @param {number} k  @param {number} t  @returns {Pair} */
  at(k, t) {
    const { points } = this.lines[k];
    const end = points.length / 2 - 1;
    const step = Math.min(Math.floor(t), end);
    const next = Math.min(step + 1, end);
    const part = Math.min(t, end) - step;
    const along = (/** @type {0 | 1} */ axis) =>
      points[2 * step + axis] + part * (points[2 * next + axis] - points[2 * step + axis]);
    return [along(0), along(1)];
  }
}

// How long a path is as far as each of its points.
/** @param {Numbers} points */
export function lengths(points) {
  const sums = new Float64Array(points.length / 2);
  for (let step = 1; step < sums.length; step++) {
    sums[step] =
      sums[step - 1] +
      Math.hypot(points[2 * step] - points[2 * step - 2], points[2 * step + 1] - points[2 * step - 1]);
  }
  return sums;
}
