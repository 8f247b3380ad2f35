// What a running mean is made of: the weight of every past gradient, or of its square, as stems.

import { element, prepare } from "../core/dom.js";
import { fill, paragraph } from "../core/words.js";
import { linear } from "./scales.js";
import { write } from "../core/numbers.js";
import { quantityColour } from "./style.js";

// memory: the weighted sum of `of`, each step older times the knob; `share` as a mean, else a sum.
const mean = (memory, of, knob, correction) => ({ memory, of, knob, correction, share: true });
const sum = (memory, of, knob) => ({ memory, of, knob, share: false });
const BOTH = [mean("m", "g", "beta1", "correct_m"), mean("v", "g²", "beta2", "correct_v")];
const MEANS = {
  momentum: [mean("v", "g", "beta")],
  heavy_ball: [sum("v", "g", "beta")],
  nesterov: [sum("v", "g", "beta")],
  rmsprop: [mean("s", "g²", "beta")],
  adadelta: [mean("s", "g²", "rho")],
  adamax: BOTH.slice(0, 1),
  lion: [mean("m", "g", "beta2")],
  ...Object.fromEntries(["adam", "adamw", "nadam", "amsgrad"].map((name) => [name, BOTH])),
};
const SYMBOLS = { beta: "β", beta1: "β₁", beta2: "β₂", rho: "ρ" };

// Weight of the gradient that is `age` steps old, and of all `count` together.
export const weight = (part, decay, age) => (part.share ? 1 - decay : 1) * decay ** age;
export const total = (part, decay, count) =>
  part.share ? 1 - decay ** count : (1 - decay ** count) / (1 - decay);

export class WeightsView {
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

  set(film, name, colours, t) {
    Object.assign(this, { film, name, colours, parts: MEANS[film.optimizer] || [] });
    this.chart.hidden = this.switches.hidden = !this.parts.length;
    if (!this.parts.length) this.caption.textContent = fill(this.words.no_weights, { name });
    this.draw(t);
  }

  draw(t) {
    this.t = t;
    if (!this.film || !this.parts.length) return;
    const now = Math.min(Math.floor(t), this.film.rates.length - 1);
    const [width, height] = [this.chart.clientWidth, this.chart.clientHeight];
    if (now < 0 || width < 100 || height < 80) return;
    const context = prepare(this.canvas, width, height);
    const each = height / this.parts.length;
    this.parts.forEach((part, k) => this.drawPart(context, part, k * each, each, width, now));
    this.caption.textContent = paragraph(this.parts.map((part) => this.sentence(part, now)));
  }

  // Above, what is averaged; below, on the same steps, the weight that each has now.
  drawPart(context, part, top, height, width, now) {
    const { colours } = this;
    const rem = colours.size;
    const x = linear(0, Math.max(this.film.rates.length - 1, 1), 0.6 * rem, width - 0.6 * rem);
    const middle = top + 1.5 * rem + 0.42 * (height - 1.9 * rem);
    this.drawSeries(context, part, now, x, top + 1.5 * rem, middle - 0.2 * rem);
    this.drawStems(context, part, now, x, middle + 0.3 * rem, top + height - 0.4 * rem);
    context.font = `600 ${0.85 * rem}px ${colours.font}`;
    context.textBaseline = "top";
    context.textAlign = "left";
    context.fillStyle = quantityColour("g", colours.dark);
    context.fillText(part.of, 4, top);
    context.fillStyle = quantityColour(part.memory, colours.dark);
    context.textAlign = "right";
    context.fillText(`${part.memory} = ${write(this.memory(part, now))}`, width - 4, top);
  }

  // Of the past only what still weighs something decides the scale.
  drawSeries(context, part, now, x, top, bottom) {
    const heaviest = weight(part, this.decay(part), 0);
    let most = Math.abs(this.memory(part, now));
    for (let step = 0; step <= now; step++) {
      if (weight(part, this.decay(part), now - step) > 0.05 * heaviest)
        most = Math.max(most, Math.abs(this.value(part, step)));
    }
    const signed = part.of === "g";
    const y = linear(signed ? -most || -1 : 0, most || 1, bottom, top);
    context.strokeStyle = this.colours.border;
    stroke(context, 1, [
      [x(0), y(0)],
      [x(this.film.rates.length - 1), y(0)],
    ]);
    context.save();
    context.beginPath();
    context.rect(0, top - 4, x(this.film.rates.length) + 9, bottom - top + 8);
    context.clip();
    context.strokeStyle = context.fillStyle = quantityColour("g", this.colours.dark);
    const points = Array.from({ length: now + 1 }, (_, step) => [x(step), y(this.value(part, step))]);
    stroke(context, 1.5, points);
    for (const point of points) dot(context, point, 2.2);
    context.strokeStyle = quantityColour(part.memory, this.colours.dark);
    stroke(
      context,
      2.5,
      points.map(([left], step) => [left, y(this.memory(part, step))]),
    );
    context.restore();
  }

  drawStems(context, part, now, x, top, bottom) {
    const decay = this.decay(part);
    const y = linear(0, weight(part, decay, 0), bottom, top);
    context.strokeStyle = context.fillStyle = quantityColour(part.memory, this.colours.dark);
    for (let step = 0; step <= now; step++) {
      const end = [x(step), y(weight(part, decay, now - step))];
      stroke(context, 2, [[x(step), bottom], end]);
      dot(context, end, 2.6);
    }
    context.strokeStyle = this.colours.border;
    stroke(context, 1, [
      [x(0), bottom],
      [x(this.film.rates.length - 1), bottom],
    ]);
  }

  decay(part) {
    return this.film.knobs[part.knob];
  }

  weightAt(part, age) {
    return weight(part, this.decay(part), age);
  }

  value(part, step) {
    const g = this.film.values.g[2 * step + this.coordinate];
    return part.of === "g" ? g : g * g;
  }

  memory(part, step) {
    return this.film.values[part.memory][2 * step + this.coordinate];
  }

  sentence(part, now) {
    const decay = this.decay(part);
    const corrected = part.correction && this.film.knobs[part.correction] !== 0;
    const words = this.words[part.share ? (corrected ? "weights_corrected" : "weights_mean") : "weights_sum"];
    return fill(words, {
      memory: part.memory,
      of: part.of,
      symbol: SYMBOLS[part.knob],
      count: now + 1,
      newest: write(weight(part, decay, 0)),
      window: write(1 / (1 - decay)),
      total: write(total(part, decay, now + 1)),
    });
  }
}

function stroke(context, width, points) {
  context.lineWidth = width;
  context.beginPath();
  for (const point of points) context.lineTo(...point);
  context.stroke();
}

function dot(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}
