// The convergence rate over learning rate and momentum: a map, and a pad to choose on.

import { element, penOf } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { Axes, marksOf } from "./axes.js";
import { type } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Canvas, Numbers, Pair, Words } from "../core/types.js" */
/** @import { Scale } from "./scales.js" */

/**
 * @typedef {object} Rates  Of convergence, row by row, a row for each momentum.
 * @property {Numbers} lrs
 * @property {Numbers} betas
 * @property {Numbers} predicted
 * @property {Numbers} measured
 * @property {{ lr: number, beta: number, label: string }[]} best
 *
 * @typedef {(lr: number, beta: number, done: boolean) => void} Choose
 */

const MARGIN = { left: 3, right: 0.9, top: 0.6, bottom: 2.8 };

export class PadView {
  /** @type {Rates | null} null where there are none */ rates = null;
  /** @type {Colours} */ colours;
  /** @type {"predicted" | "measured"} */ shown = "predicted";
  /** @type {Axes} undefined until they are drawn, as are x and y */ axes;
  /** @type {Scale} */ x;
  /** @type {Scale} */ y;
  /** @type {number | undefined} of the chosen pair, where there is one */ lr;
  /** @type {number | undefined} */ beta;
  /** whether the pair is */ dragging = false;

  /** @param {Element} parent  @param {{ words: Words, onChoose: Choose }} options */
  constructor(parent, { words, onChoose }) {
    this.words = words;
    /** @type {Canvas} */
    this.picture = element("canvas");
    /** @type {Canvas} */
    this.marks = element("canvas", {
      class: "grab",
      tabindex: "0",
      role: "application",
      "aria-label": words.rates,
    });
    this.chart = element("div", { class: "chart" }, this.picture, this.marks);
    this.caption = element("p", { class: "caption" });
    this.buttons = ["predicted", "measured"].map((name) => this.button(name));
    this.switches = element("div", { class: "choices", role: "group" }, ...this.buttons);
    this.node = element("div", { class: "stack" }, this.switches, this.chart, this.caption);
    parent.append(this.node);
    this.listen(onChoose);
  }

  button(name) {
    return element("button", {
      type: "button",
      text: this.words[name],
      "data-name": name,
      "aria-pressed": String(name === this.shown),
      onclick: () => this.show(name),
    });
  }

  show(name) {
    this.shown = name;
    for (const button of this.buttons)
      button.setAttribute("aria-pressed", String(button.dataset.name === name));
    this.redraw();
  }

  /** @param {Rates | null} rates  @param {Colours} colours */
  set(rates, colours) {
    this.rates = rates;
    this.colours = colours;
    this.chart.hidden = this.switches.hidden = !rates;
    this.redraw();
  }

  redraw() {
    const { rates } = this;
    const axes = rates ? Axes.over(this.picture, this.chart, this.colours, MARGIN) : null;
    if (!axes || !rates) return;
    const { lrs, betas } = rates;
    const { left, right, top, bottom } = axes.box;
    this.axes = axes;
    this.x = axes.across("log", ...ends(lrs));
    this.y = axes.up("linear", ...ends(betas));
    axes.context.imageSmoothingEnabled = false;
    axes.context.drawImage(this.image(rates), left, top, right - left, bottom - top);
    axes.below(marksOf(this.x));
    axes.beside(marksOf(this.y));
    axes.under(`${this.words.learning_rate} α`);
    axes.text("β", 8, top + 10, { base: "middle" });
    this.move(this.lr, this.beta);
  }

  /** @param {Rates} rates */
  image({ lrs, betas, [this.shown]: values }) {
    const canvas = element("canvas", { width: lrs.length, height: betas.length });
    const context = penOf(canvas);
    const pixels = context.createImageData(lrs.length, betas.length);
    for (let row = 0; row < betas.length; row++) {
      for (let column = 0; column < lrs.length; column++) {
        const at = 4 * ((betas.length - 1 - row) * lrs.length + column);
        pixels.data.set([...rateColour(values[row * lrs.length + column]), 255], at);
      }
    }
    context.putImageData(pixels, 0, 0);
    return canvas;
  }

  // The chosen pair, the best ones, and what the map says at the chosen pair.
  /** @param {number} [lr]  @param {number} [beta] */
  move(lr, beta) {
    this.lr = lr;
    this.beta = beta;
    if (!this.axes || !this.rates || lr === undefined || beta === undefined) return;
    const axes = this.axes.layer(this.marks);
    this.drawBests(axes, this.rates.best);
    const place = [this.x(lr), this.y(beta)];
    if (place[0] > axes.box.right) return this.drawBeyond(axes, place[1]);
    axes.dot(place, 9, { colour: "#ffffff", ring: 5 });
    axes.dot(place, 9, { colour: "#111111", ring: 2.5 });
  }

  // What theory says of the chosen pair, and what runs with just this pair measure.
  say({ lr, beta, predicted, measured, sorry }) {
    if (sorry) {
      this.caption.textContent = sorry;
      return;
    }
    const say = (rate) =>
      typeof rate === "number" ? fill(this.words.rate_a_step, { rate: write(rate, 4) }) : this.words[rate];
    const values = { lr: write(lr), beta: write(beta), predicted: say(predicted), measured: say(measured) };
    this.caption.textContent = fill(this.words.rates_caption, values);
  }

  // Where two best pairs are one, their names stand above each other.
  /** @param {Axes} axes  @param {Rates["best"]} bests */
  drawBests(axes, bests) {
    const places = bests.map(({ lr, beta }) => [this.x(lr), this.y(beta)]);
    bests.forEach((best, k) => {
      const below = places
        .slice(0, k)
        .filter(([x, y]) => Math.abs(y - places[k][1]) < 18 && Math.abs(x - places[k][0]) < 140).length;
      this.drawBest(axes, best.label, places[k], 14 + 17 * below);
    });
  }

  // The pair lies off the map, where larger learning rates would be.
  /** @param {Axes} axes  @param {number} y */
  drawBeyond({ context, box: { right } }, y) {
    context.beginPath();
    for (const [dx, dy] of [
      [-16, -9],
      [0, 0],
      [-16, 9],
    ])
      context.lineTo(right + dx, y + dy);
    context.closePath();
    context.fillStyle = "#ffffff";
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = "#111111";
    context.stroke();
  }

  /** @param {Axes} axes  @param {string} label  @param {number[]} place  @param {number} above */
  drawBest({ context, box: { right }, colours }, label, [x, y], above) {
    context.fillStyle = "#ffffff";
    context.strokeStyle = "#111111";
    context.lineWidth = 1.5;
    context.beginPath();
    for (let k = 0; k < 10; k++) {
      const radius = k % 2 ? 3.5 : 8;
      context.lineTo(x + radius * Math.sin((k * Math.PI) / 5), y - radius * Math.cos((k * Math.PI) / 5));
    }
    context.closePath();
    context.fill();
    context.stroke();
    context.font = type(colours, 0.8, 600);
    const wide = context.measureText(label).width;
    const left = Math.min(x + 12, right - wide - 4);
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.textBaseline = "middle";
    context.strokeStyle = "rgba(0,0,0,0.75)";
    context.strokeText(label, left, y - above);
    context.fillText(label, left, y - above);
  }

  /** @param {Choose} onChoose */
  listen(onChoose) {
    const choose = (/** @type {PointerEvent} */ event, /** @type {boolean} */ done) => {
      if (!this.rates) return;
      const pointed = this.axes.valuesAt(event, this.marks);
      let [lr, beta] = [clamp(pointed[0], this.rates.lrs), clamp(pointed[1], this.rates.betas)];
      const near = this.rates.best.find(
        (b) => Math.hypot(this.x(b.lr) - this.x(lr), this.y(b.beta) - this.y(beta)) < 9,
      );
      if (near) ({ lr, beta } = near);
      onChoose(Number(lr.toPrecision(3)), Number(beta.toFixed(3)), done);
    };
    this.marks.onpointerdown = (event) => {
      if (!this.x) return;
      this.marks.setPointerCapture(event.pointerId);
      this.dragging = true;
      choose(event, false);
    };
    this.marks.onpointermove = (event) => this.dragging && choose(event, false);
    this.marks.onpointerup = (event) => {
      if (this.dragging) choose(event, true);
      this.dragging = false;
    };
    this.marks.onkeydown = (event) => this.nudge(event, onChoose);
  }

  // Arrow keys move the pair while the pad has the focus.
  /** @param {KeyboardEvent} event  @param {Choose} onChoose */
  nudge(event, onChoose) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!move || !this.rates || this.lr === undefined || this.beta === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const lr = clamp(this.lr * 1.03 ** move[0], this.rates.lrs);
    const beta = clamp(this.beta + 0.01 * move[1], this.rates.betas);
    onChoose(Number(lr.toPrecision(3)), Number(beta.toFixed(3)), true);
  }
}

/** @param {Numbers} row  @returns {Pair} */
const ends = (row) => [row[0], row[row.length - 1]];

/** @param {number} value  @param {Numbers} row */
const clamp = (value, row) => Math.min(Math.max(value, row[0]), row[row.length - 1]);

// Fast is dark blue, slow is pale yellow, divergence is grey: readable without colour vision.
export function rateColour(rate) {
  if (!(rate < 1)) return [120, 112, 112];
  const steps = -1 / Math.log10(Math.max(rate, 1e-3)); // for one digit more
  const share = Math.min(Math.max((Math.log10(steps) - 0.6) / 2, 0), 1);
  const [from, to] = [
    [16, 48, 110],
    [252, 232, 150],
  ];
  return from.map((value, k) => Math.round(value + share * (to[k] - value)));
}
