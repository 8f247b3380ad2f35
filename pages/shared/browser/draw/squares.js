// Squares whose area is the mean square and whose side is its root, one for each coordinate, with
// the gradient's own square outlined over it. Both coordinates are drawn to the same scale.

import { element, prepare } from "../core/dom.js";
import { fill } from "../core/words.js";
import { ticks } from "./scales.js";
import { write } from "../core/numbers.js";
import { quantityColour } from "./style.js";

const AREAS = ["v_hat", "s"]; // what an optimiser divides by the root of
const SYMBOLS = { v_hat: "v̂", s: "s" };

export class SquaresView {
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.squares });
    this.chart = element("div", { class: "chart" }, this.canvas);
    this.caption = element("p", { class: "caption" });
    this.node = element("div", { class: "stack" }, this.chart, this.caption);
    parent.append(this.node);
  }

  // film: { optimizer, values: { name: Float64Array of pairs }, rates }, as the film of an update has it.
  set(film, name, colours, t) {
    Object.assign(this, { film, name, colours });
    this.area = AREAS.find((area) => area in film.values);
    this.chart.hidden = !this.area;
    if (!this.area) this.caption.textContent = fill(this.words.no_squares, { name });
    this.draw(t);
  }

  draw(t) {
    if (!this.area) return;
    const { values, rates } = this.film;
    const update = Math.min(Math.floor(t), rates.length - 1);
    const [width, height] = [this.chart.clientWidth, this.chart.clientHeight];
    if (update < 0 || width < 120 || height < 120) return;
    const pair = (name) => [values[name][2 * update], values[name][2 * update + 1]];
    this.shown = { update, area: pair(this.area), g: pair("g"), dx: pair("dx"), lr: rates[update] };
    const context = prepare(this.canvas, width, height);
    const rem = this.colours.size;
    const most = Math.max(...this.shown.area.map(Math.sqrt), ...this.shown.g.map(Math.abs), 1e-300);
    const room = Math.min(width / 2 - 1.5 * rem, height - 6.6 * rem);
    this.scale = room / most;
    [0, 1].forEach((coordinate) =>
      this.drawCoordinate(
        context,
        coordinate,
        coordinate * (width / 2) + 0.5 * rem,
        height - 5 * rem,
        width / 2 - rem,
      ),
    );
    this.drawScale(context, most, width, rem);
    this.say();
  }

  drawCoordinate(context, coordinate, left, bottom, room) {
    const { area, g, dx, lr } = this.shown;
    const rem = this.colours.size;
    const side = Math.sqrt(area[coordinate]);
    this.square(context, left, bottom, side, quantityColour(this.area, this.colours.dark), true);
    this.square(
      context,
      left,
      bottom,
      Math.abs(g[coordinate]),
      quantityColour("g", this.colours.dark),
      false,
    );
    const axis = "xy"[coordinate];
    const symbol = SYMBOLS[this.area];
    const lines = [
      [
        `${axis}: ${symbol} = ${write(area[coordinate])}, √${symbol} = ${write(side)}`,
        quantityColour(this.area, this.colours.dark),
      ],
      [
        `g² = ${write(g[coordinate] ** 2)}, |g| = ${write(Math.abs(g[coordinate]))}`,
        quantityColour("g", this.colours.dark),
      ],
      [`|Δ${axis}| = ${write(Math.abs(dx[coordinate]) / lr)} α`, this.colours.text],
    ];
    context.textAlign = "left";
    context.textBaseline = "top";
    lines.forEach(([text, colour], k) => {
      context.font = `600 ${0.85 * rem}px ${this.colours.font}`;
      context.fillStyle = colour;
      context.fillText(text, left, bottom + (0.5 + 1.4 * k) * rem, room); // narrower rather than cut
    });
  }

  square(context, left, bottom, side, colour, filled) {
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
  drawScale(context, most, width, rem) {
    const unit = ticks(0, most, 4)[1];
    if (!unit) return;
    const [right, y] = [width - 0.5 * rem, 1.3 * rem];
    context.strokeStyle = context.fillStyle = this.colours.text;
    context.lineWidth = 2;
    context.beginPath();
    for (const [dx, dy] of [
      [0, -4],
      [0, 4],
      [0, 0],
      [unit * this.scale, 0],
      [unit * this.scale, -4],
      [unit * this.scale, 4],
    ])
      context.lineTo(right - dx, y + dy);
    context.stroke();
    context.font = `${0.8 * rem}px ${this.colours.font}`;
    context.textAlign = "right";
    context.textBaseline = "bottom";
    context.fillText(write(unit), right, y - 4);
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
