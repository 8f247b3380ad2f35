// Squares whose area is the mean square and whose side is its root, one for each coordinate, with
// the gradient's own square outlined over it. Both coordinates are drawn to the same scale.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { Axes, BOLD } from "./axes.js";
import { ticks } from "./scales.js";
import { quantityColour } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Film, Pair, Words } from "../core/types.js" */

/** @typedef {{ update: number, area: Pair, g: Pair, dx: Pair, lr: number }} Shown */

const MARGIN = { left: 0.5, right: 0.5, top: 1.6, bottom: 5 }; // below, three lines of numbers

export class SquaresView {
  /** @type {Film} */ film;
  name = "";
  /** @type {Colours} */ colours;
  /** the quantity whose squares are drawn, where there is one */ area = "";
  /** @type {Shown} */ shown;
  /** pixels of a side, to one */ scale = 1;

  /** @param {Element} parent  @param {{ words: Words }} options */
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.squares });
    this.chart = element("div", { class: "chart" }, this.canvas);
    this.caption = element("p", { class: "caption" });
    this.node = element("div", { class: "stack" }, this.chart, this.caption);
    parent.append(this.node);
  }

  /** @param {Film} film  @param {string} name  @param {Colours} colours  @param {number} t */
  set(film, name, colours, t) {
    this.film = film;
    this.name = name;
    this.colours = colours;
    this.area = film.square;
    this.chart.hidden = !this.area;
    if (!this.area) this.caption.textContent = fill(this.words.no_squares, { name });
    this.draw(t);
  }

  draw(t) {
    if (!this.area) return;
    const { values, rates } = this.film;
    const update = Math.min(Math.floor(t), rates.length - 1);
    const axes = update < 0 ? null : Axes.over(this.canvas, this.chart, this.colours, MARGIN);
    if (!axes) return;
    /** @type {(name: string) => Pair} */
    const pair = (name) => [values[name][2 * update], values[name][2 * update + 1]];
    this.shown = { update, area: pair(this.area), g: pair("g"), dx: pair("dx"), lr: rates[update] };
    const most = Math.max(...this.shown.area.map(Math.sqrt), ...this.shown.g.map(Math.abs), 1e-300);
    const { top, bottom } = axes.box;
    const rem = this.colours.size;
    this.scale = Math.min(axes.width / 2 - 1.5 * rem, bottom - top) / most;
    this.drawCoordinate(axes, 0);
    this.drawCoordinate(axes, 1);
    this.drawScale(axes, most);
    this.say();
  }

  /** @param {Axes} axes  @param {0 | 1} coordinate */
  drawCoordinate(axes, coordinate) {
    const { area, g } = this.shown;
    const { size } = this.colours;
    const left = axes.box.left + (coordinate * axes.width) / 2;
    const most = axes.width / 2 - size; // narrower rather than cut
    this.square(axes, left, Math.sqrt(area[coordinate]), this.colourOf(this.area), true);
    this.square(axes, left, Math.abs(g[coordinate]), this.colourOf("g"), false);
    this.lines(coordinate).forEach(([text, colour], k) =>
      axes.text(text, left, axes.box.bottom + (0.5 + 1.4 * k) * size, { ...BOLD, colour, most }),
    );
  }

  /** @param {0 | 1} coordinate  @returns {[text: string, colour: string][]} */
  lines(coordinate) {
    const [area, g, dx] = [this.shown.area, this.shown.g, this.shown.dx].map((pair) => pair[coordinate]);
    const [axis, symbol] = ["xy"[coordinate], this.area.replace("_hat", "\u0302")];
    return [
      [
        `${axis}: ${symbol} = ${write(area)}, √${symbol} = ${write(Math.sqrt(area))}`,
        this.colourOf(this.area),
      ],
      [`g² = ${write(g ** 2)}, |g| = ${write(Math.abs(g))}`, this.colourOf("g")],
      [`|Δ${axis}| = ${write(Math.abs(dx) / this.shown.lr)} α`, this.colours.text],
    ];
  }

  colourOf(quantity) {
    return quantityColour(quantity, this.colours.dark);
  }

  /** @param {Axes} axes  @param {number} left  @param {number} side  @param {string} colour */
  square({ context, box: { bottom } }, left, side, colour, filled) {
    const length = Math.max(side * this.scale, 1);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = filled ? 1.5 : 3;
    context.setLineDash(filled ? [] : [7, 4]);
    context.globalAlpha = 0.3;
    if (filled) context.fillRect(left, bottom - length, length, length);
    context.globalAlpha = 1;
    context.strokeRect(left, bottom - length, length, length);
    context.setLineDash([]);
  }

  // How long a side is: squares are drawn anew, as large as there is room, at every step.
  /** @param {Axes} axes */
  drawScale(axes, most) {
    const unit = ticks(0, most, 4)[1];
    if (!unit) return;
    const [right, y] = [axes.box.right, 1.3 * this.colours.size];
    const left = right - unit * this.scale;
    for (const end of [left, right])
      axes.stroke(
        [
          [end, y - 4],
          [end, y + 4],
        ],
        { colour: this.colours.text, width: 2 },
      );
    axes.stroke(
      [
        [left, y],
        [right, y],
      ],
      { colour: this.colours.text, width: 2 },
    );
    axes.text(write(unit), right, y - 4, { align: "right", base: "bottom" });
  }

  say() {
    const { update, area, g, dx, lr } = this.shown;
    const ratio = (a, b) => write(b === 0 ? NaN : Math.abs(a / b), 2);
    const values = {
      name: this.name,
      step: update + 1,
      slopes: ratio(g[1], g[0]),
      sides: ratio(Math.sqrt(area[1]), Math.sqrt(area[0])),
      x: write(Math.abs(dx[0]) / lr, 2),
      y: write(Math.abs(dx[1]) / lr, 2),
    };
    this.caption.textContent = fill(this.words.squares_caption, values);
  }
}
