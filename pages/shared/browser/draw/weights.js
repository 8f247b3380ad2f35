// What a running mean is made of: the weight of every past gradient, or of its square, as stems.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill, paragraph } from "../core/words.js";
import { Axes, BOLD } from "./axes.js";
import { quantityColour } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Film, Mean, Words } from "../core/types.js" */

const MARGIN = { left: 0.6, right: 0.6, top: 1.5, bottom: 0.4 }; // of each memory
const SERIES = 0.42; // of its height, the rest being the weights'

// Weight of the gradient that is `age` steps old, and of all `count` together.
/** @type {(part: Mean, decay: number, age: number) => number} */
export const weight = (part, decay, age) => (part.shares ? 1 - decay : 1) * decay ** age;
/** @type {(part: Mean, decay: number, count: number) => number} */
export const total = (part, decay, count) =>
  part.shares ? 1 - decay ** count : (1 - decay ** count) / (1 - decay);

export class WeightsView {
  /** @type {Film} undefined until one is set */ film;
  /** @type {Mean[]} */ parts = [];
  /** @type {Colours} */ colours;
  name = "";
  t = 0;

  /** @param {Element} parent  @param {{ words: Words }} options */
  constructor(parent, { words }) {
    this.words = words;
    this.coordinate = 1;
    this.canvas = element("canvas", { role: "img", "aria-label": words.weights });
    this.chart = element("div", { class: "chart" }, this.canvas);
    this.caption = element("p", { class: "caption" });
    this.switches = element(
      "div",
      { class: "choices", role: "group" },
      ...["x", "y"].map((axis, k) => this.button(axis, k)),
    );
    this.node = element("div", { class: "stack" }, this.switches, this.chart, this.caption);
    parent.append(this.node);
  }

  button(axis, k) {
    return element("button", {
      type: "button",
      text: this.words[`part_${axis}`],
      "aria-pressed": String(k === this.coordinate),
      onclick: () => this.choose(k),
    });
  }

  choose(k) {
    this.coordinate = k;
    [...this.switches.children].forEach((button, at) =>
      button.setAttribute("aria-pressed", String(at === k)),
    );
    this.draw(this.t);
  }

  /** @param {Film} film  @param {string} name  @param {Colours} colours  @param {number} t */
  set(film, name, colours, t) {
    this.film = film;
    this.name = name;
    this.colours = colours;
    this.parts = film.means;
    this.chart.hidden = this.switches.hidden = !this.parts.length;
    if (!this.parts.length) this.caption.textContent = fill(this.words.no_weights, { name });
    this.draw(t);
  }

  draw(t) {
    this.t = t;
    if (!this.film || !this.parts.length) return;
    const now = Math.min(Math.floor(t), this.film.rates.length - 1);
    const axes = now < 0 ? null : Axes.over(this.canvas, this.chart, this.colours, MARGIN);
    if (!axes) return;
    axes.across("linear", 0, Math.max(this.film.rates.length - 1, 1));
    axes.stacked(this.parts.length).forEach((plot, k) => this.drawPart(plot, this.parts[k], now));
    this.caption.textContent = paragraph(this.parts.map((part) => this.sentence(part, now)));
  }

  // Above, what is averaged; below, on the same steps, the weight that each has now.
  /** @param {Axes} axes  @param {Mean} part  @param {number} now */
  drawPart(axes, part, now) {
    const { top, bottom } = axes.box;
    const { size, dark } = this.colours;
    const middle = top + SERIES * (bottom - top);
    this.drawSeries(axes.band(top, middle - 0.2 * size), part, now);
    this.drawStems(axes.band(middle + 0.3 * size, bottom), part, now);
    axes.title(part.of, 4, { ...BOLD, colour: quantityColour("g", dark) });
    const said = `${part.memory} = ${write(this.memory(part, now))}`;
    axes.legend([[said, quantityColour(part.memory, dark)]], BOLD, axes.width - 4);
  }

  /** @param {Axes} axes  @param {Mean} part  @param {number} now */
  drawSeries(axes, part, now) {
    const most = this.reach(part, now);
    const y = axes.up("linear", part.of === "g" ? -most || -1 : 0, most || 1);
    axes.level(y(0));
    axes.within(() => {
      const [g, mean] = ["g", part.memory].map((name) => quantityColour(name, this.colours.dark));
      const values = points(axes, now, (step) => this.value(part, step));
      axes.stroke(values, { colour: g, width: 1.5 });
      for (const value of values) axes.dot(value, 2.2, { colour: g });
      axes.stroke(
        points(axes, now, (step) => this.memory(part, step)),
        { colour: mean, width: 2.5 },
      );
    }, 4);
  }

  // Of the past only what still weighs something decides the scale.
  /** @param {Mean} part  @param {number} now */
  reach(part, now) {
    const heaviest = this.weightAt(part, 0);
    let most = Math.abs(this.memory(part, now));
    for (let step = 0; step <= now; step++) {
      if (this.weightAt(part, now - step) > 0.05 * heaviest)
        most = Math.max(most, Math.abs(this.value(part, step)));
    }
    return most;
  }

  /** @param {Axes} axes  @param {Mean} part  @param {number} now */
  drawStems(axes, part, now) {
    const colour = quantityColour(part.memory, this.colours.dark);
    axes.up("linear", 0, this.weightAt(part, 0));
    for (const end of points(axes, now, (step) => this.weightAt(part, now - step))) {
      axes.stroke([[end[0], axes.box.bottom], end], { colour, width: 2 });
      axes.dot(end, 2.6, { colour });
    }
    axes.level(axes.box.bottom);
  }

  /** @param {Mean} part */
  decay(part) {
    return this.film.knobs[part.decay];
  }

  /** @param {Mean} part  @param {number} age */
  weightAt(part, age) {
    return weight(part, this.decay(part), age);
  }

  /** @param {Mean} part  @param {number} step */
  value(part, step) {
    const g = this.film.values.g[2 * step + this.coordinate];
    return part.of === "g" ? g : g * g;
  }

  /** @param {Mean} part  @param {number} step */
  memory(part, step) {
    return this.film.values[part.memory][2 * step + this.coordinate];
  }

  /** @param {Mean} part  @param {number} now */
  sentence(part, now) {
    const decay = this.decay(part);
    const corrected = part.correction && this.film.knobs[part.correction] !== 0;
    const words =
      this.words[part.shares ? (corrected ? "weights_corrected" : "weights_mean") : "weights_sum"];
    return fill(words, {
      memory: part.memory,
      of: part.of,
      symbol: part.symbol,
      count: now + 1,
      newest: write(weight(part, decay, 0)),
      window: write(1 / (1 - decay)),
      total: write(total(part, decay, now + 1)),
    });
  }
}

// Where the values of all steps so far are drawn.
/** @type {(axes: Axes, now: number, of: (step: number) => number) => number[][]} */
const points = (axes, now, of) =>
  Array.from({ length: now + 1 }, (_, step) => [axes.x(step), axes.y(of(step))]);
