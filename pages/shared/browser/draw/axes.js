// The axes of a plot on a canvas: where it lies, its scales, lines, numbers and legend. Margins are in
// sizes of the type, so that numbers find room on a phone and are read from the last row of a hall.

import { prepare } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { scaleOf } from "./scales.js";
import { type } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Canvas, Context, Pair } from "../core/types.js" */
/** @import { Kind, Scale } from "./scales.js" */

/**
 * Pixels from the canvas' corner, or sizes of the type from its edges.
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Sides
 *
 * @typedef {[pixel: number, text: string][]} Marks
 *
 * @typedef {object} Letters
 * @property {CanvasTextAlign} [align]
 * @property {CanvasTextBaseline} [base]
 * @property {number} [size]  in sizes of the type
 * @property {number} [weight]
 * @property {string} [colour]
 * @property {number} [most]  pixels: narrower letters rather than more of them
 *
 * @typedef {object} Line
 * @property {string} colour
 * @property {number} [width]
 * @property {number[]} [dash]
 * @property {number} [strength]  from 0, invisible, to 1
 */

const LEAST = 60; // pixels, either way, that a plot is drawn on
const GAP = 6; // pixels from a plot to its numbers
const SMALL = 0.8; // of the type's size: numbers and titles
export const BOLD = { size: 0.85, weight: 600 }; // names of what is drawn

/**
 * Where a plot lies on a canvas.
 * @param {number} width  @param {number} height  @param {Sides} margin  @param {number} size
 */
export const boxOf = (width, height, margin, size) => ({
  left: margin.left * size,
  right: width - margin.right * size,
  top: margin.top * size,
  bottom: height - margin.bottom * size,
});

/** @param {Scale} scale  @returns {Marks} */
export const marksOf = (scale, digits = 2, values = scale.marks()) =>
  values.map((value) => [scale(value), write(value, digits)]);

/** Where on an element a pointer is. @param {MouseEvent} event  @param {Element} node  @returns {Pair} */
export function placeOf(event, node) {
  const { left, top } = node.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

export class Axes {
  /** @type {Scale} */ x;
  /** @type {Scale} */ y;
  /** of the whole canvas */ width = 0;
  height = 0;
  /** where the margin over the plot begins */ head = 0;

  /** @param {Context} context  @param {Colours} colours  @param {Sides} box */
  constructor(context, colours, box) {
    this.context = context;
    this.colours = colours;
    this.box = box;
  }

  // All over an element; null where that is hidden, or too small for a plot.
  /** @param {Canvas} canvas  @param {Element} node  @param {Colours} colours  @param {Sides} margin */
  static over(canvas, { clientWidth: width, clientHeight: height }, colours, margin) {
    if (width < LEAST || height < LEAST) return null;
    const box = boxOf(width, height, margin, colours.size);
    return new Axes(prepare(canvas, width, height), colours, box).with({ width, height });
  }

  // The same plot on a canvas laid over it, for what moves.
  /** @param {Canvas} canvas */
  layer(canvas) {
    return this.with({ context: prepare(canvas, this.width, this.height) });
  }

  // So many plots, one below the other, each with the margins of the whole.
  /** @param {number} count */
  stacked(count) {
    const each = this.height / count;
    const [over, under] = [this.box.top, this.height - this.box.bottom];
    const plot = (/** @type {unknown} */ _, /** @type {number} */ k) =>
      this.band(k * each + over, (k + 1) * each - under).with({ head: k * each });
    return Array.from({ length: count }, plot);
  }

  // A plot of its own, from one height to another.
  /** @param {number} top  @param {number} bottom */
  band(top, bottom) {
    return this.with({ box: { ...this.box, top, bottom } });
  }

  /** @param {Partial<Axes>} changes */
  with(changes) {
    return Object.assign(new Axes(this.context, this.colours, this.box), this, changes);
  }

  // The scale from the plot's left to its right.
  /** @param {Kind} kind  @param {number} low  @param {number} high */
  across(kind, low, high) {
    return (this.x = scaleOf(kind)(low, high, this.box.left, this.box.right));
  }

  // The scale from its bottom to its top.
  /** @param {Kind} kind  @param {number} low  @param {number} high */
  up(kind, low, high) {
    return (this.y = scaleOf(kind)(low, high, this.box.bottom, this.box.top));
  }

  // What the axes say of a pointer's place on an element that the plot lies on.
  /** @param {MouseEvent} event  @param {Element} node */
  valuesAt(event, node) {
    const [x, y] = placeOf(event, node);
    return [this.x.invert(x), this.y.invert(y)];
  }

  /** @param {Marks} marks */
  below(marks, gap = GAP) {
    for (const [x, text] of marks) this.text(text, x, this.box.bottom + gap, { align: "center" });
  }

  /** @param {Marks} marks */
  beside(marks, gap = GAP) {
    for (const [y, text] of marks)
      this.text(text, this.box.left - gap, y, { align: "right", base: "middle" });
  }

  // Numbers beside the plot, and a line from each: on whole pixels, which are sharp.
  /** @param {Marks} marks */
  ruled(marks) {
    /** @type {Marks} */
    const sharp = marks.map(([y, text]) => [Math.round(y) + 0.5, text]);
    for (const [y] of sharp) this.level(y);
    this.beside(sharp);
  }

  /** @param {number} y */
  level(y) {
    const { left, right } = this.box;
    this.stroke(
      [
        [left, y],
        [right, y],
      ],
      { colour: this.colours.border },
    );
  }

  frame() {
    const { left, right, top, bottom } = this.box;
    this.context.strokeStyle = this.colours.border;
    this.context.lineWidth = 1;
    this.context.strokeRect(left, top, right - left, bottom - top);
  }

  // The title of what runs across.
  /** @param {string} text */
  under(text, middle = (this.box.left + this.width) / 2) {
    this.text(text, middle, this.height - 1.1 * this.colours.size, { align: "center" });
  }

  // What is drawn, over the plot.
  /** @param {string} text  @param {Letters} letters */
  title(text, left = this.box.left, letters = {}) {
    this.text(text, left, this.head + 2, letters);
  }

  // Names in their colours, over the plot's right end.
  /** @param {[name: string, colour: string][]} names  @param {Letters} letters */
  legend(names, letters, right = this.box.right) {
    for (const [name, colour] of [...names].reverse()) {
      this.text(name, right, this.head + 2, { ...letters, colour, align: "right" });
      right -= this.context.measureText(name).width + this.colours.size;
    }
  }

  /** @param {string} text  @param {number} x  @param {number} y  @param {Letters} letters */
  text(text, x, y, letters = {}) {
    const { align = "left", base = "top", size = SMALL, weight, colour = this.colours.text, most } = letters;
    const { context } = this;
    context.font = type(this.colours, size, weight);
    context.fillStyle = colour;
    context.textAlign = align;
    context.textBaseline = base;
    context.fillText(text, x, y, most);
  }

  /** @param {number[][]} points  @param {Line} line */
  stroke(points, { colour, width = 1, dash = [], strength = 1 }) {
    const { context } = this;
    context.save();
    Object.assign(context, {
      strokeStyle: colour,
      lineWidth: width,
      lineJoin: "round",
      globalAlpha: strength,
    });
    context.setLineDash(dash);
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
    context.restore();
  }

  // Filled, or a ring with a line of some width.
  /** @param {number[]} place  @param {number} radius  @param {Line & { ring?: number }} line */
  dot([x, y], radius, { colour, strength = 1, ring = 0 }) {
    const { context } = this;
    context.save();
    Object.assign(context, {
      fillStyle: colour,
      strokeStyle: colour,
      lineWidth: ring,
      globalAlpha: strength,
    });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    if (ring) context.stroke();
    else context.fill();
    context.restore();
  }

  // Nothing is drawn beyond the plot, or so many pixels around it.
  /** @param {() => void} draw */
  within(draw, around = 0) {
    const { left, right, top, bottom } = this.box;
    this.context.save();
    this.context.beginPath();
    this.context.rect(left - around, top - around, right - left + 2 * around, bottom - top + 2 * around);
    this.context.clip();
    draw();
    this.context.restore();
  }
}
