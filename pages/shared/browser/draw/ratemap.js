// The convergence rate over learning rate and momentum: a map, and a pad to choose on.

import { element, prepare } from "../core/dom.js";
import { decades, linear, logarithmic, ticks } from "./scales.js";
import { fill } from "../core/words.js";
import { write } from "../core/numbers.js";

export class PadView {
  constructor(parent, { words, onChoose }) {
    this.words = words;
    this.shown = "predicted";
    this.picture = element("canvas");
    this.marks = element("canvas", {
      class: "grab",
      tabindex: "0",
      role: "application",
      "aria-label": words.rates,
    });
    this.chart = element("div", { class: "chart" }, this.picture, this.marks);
    this.caption = element("p", { class: "caption" });
    this.switches = element(
      "div",
      { class: "choices", role: "group" },
      ...["predicted", "measured"].map((name) => this.button(name)),
    );
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
    for (const button of this.switches.children)
      button.setAttribute("aria-pressed", String(button.dataset.name === name));
    this.redraw();
  }

  // rates: { lrs, betas, predicted, measured, best: [{ lr, beta, label }] }
  set(rates, colours) {
    Object.assign(this, { rates, colours });
    this.chart.hidden = this.switches.hidden = !rates;
    this.redraw();
  }

  redraw() {
    const [width, height] = [this.chart.clientWidth, this.chart.clientHeight];
    const rem = this.colours ? this.colours.size : 16;
    this.margin = { left: 3 * rem, right: 0.9 * rem, top: 0.6 * rem, bottom: 2.8 * rem };
    if (!this.rates || width < 80 || height < 80) return;
    const { lrs, betas } = this.rates;
    const context = prepare(this.picture, width, height);
    this.x = logarithmic(lrs[0], lrs[lrs.length - 1], this.margin.left, width - this.margin.right);
    this.y = linear(betas[0], betas[betas.length - 1], height - this.margin.bottom, this.margin.top);
    context.imageSmoothingEnabled = false;
    context.drawImage(
      this.image(),
      this.margin.left,
      this.margin.top,
      width - this.margin.left - this.margin.right,
      height - this.margin.top - this.margin.bottom,
    );
    this.drawAxes(context, width, height);
    this.move(this.lr, this.beta);
  }

  image() {
    const { lrs, betas } = this.rates;
    const values = this.rates[this.shown];
    const canvas = element("canvas", { width: lrs.length, height: betas.length });
    const context = canvas.getContext("2d");
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

  drawAxes(context, width, height) {
    const { colours } = this;
    context.font = `${colours.size * 0.8}px ${colours.font}`;
    context.fillStyle = colours.text;
    context.textAlign = "center";
    context.textBaseline = "top";
    const [low, high] = [this.rates.lrs[0], this.rates.lrs[this.rates.lrs.length - 1]];
    for (const value of decades(low, high))
      context.fillText(write(value, 2), this.x(value), height - this.margin.bottom + 5);
    context.fillText(
      `${this.words.learning_rate} α`,
      (this.margin.left + width) / 2,
      height - 1.2 * colours.size,
    );
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const value of ticks(0, 1, 5).filter((v) => v <= this.rates.betas[this.rates.betas.length - 1])) {
      context.fillText(write(value, 2), this.margin.left - 6, this.y(value));
    }
    context.textAlign = "left";
    context.fillText("β", 8, this.margin.top + 10);
  }

  // The chosen pair, the best ones, and what the map says at the chosen pair.
  move(lr, beta) {
    Object.assign(this, { lr, beta });
    if (!this.x || !this.rates || lr === undefined) return;
    const context = prepare(this.marks, this.chart.clientWidth, this.chart.clientHeight);
    context.font = `600 ${this.colours.size * 0.8}px ${this.colours.font}`;
    this.drawBests(context);
    const [x, y] = [this.x(lr), this.y(beta)];
    const right = this.chart.clientWidth - this.margin.right;
    if (x > right) return this.drawBeyond(context, right, y);
    context.lineWidth = 5;
    context.strokeStyle = "#ffffff";
    circle(context, x, y, 9);
    context.lineWidth = 2.5;
    context.strokeStyle = "#111111";
    circle(context, x, y, 9);
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
  drawBests(context) {
    const places = this.rates.best.map(({ lr, beta }) => [this.x(lr), this.y(beta)]);
    this.rates.best.forEach((best, k) => {
      const below = places
        .slice(0, k)
        .filter(([x, y]) => Math.abs(y - places[k][1]) < 18 && Math.abs(x - places[k][0]) < 140).length;
      this.drawBest(context, best.label, places[k], 14 + 17 * below);
    });
  }

  // The pair lies off the map, where larger learning rates would be.
  drawBeyond(context, right, y) {
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

  drawBest(context, label, [x, y], above) {
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
    const wide = context.measureText(label).width;
    const left = Math.min(x + 12, this.chart.clientWidth - this.margin.right - wide - 4);
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.textBaseline = "middle";
    context.strokeStyle = "rgba(0,0,0,0.75)";
    context.strokeText(label, left, y - above);
    context.fillText(label, left, y - above);
  }

  listen(onChoose) {
    const choose = (event, done) => {
      const box = this.marks.getBoundingClientRect();
      const { lrs, betas } = this.rates;
      const clamp = (value, list) => Math.min(Math.max(value, list[0]), list[list.length - 1]);
      let lr = clamp(this.x.invert(event.clientX - box.left), lrs);
      let beta = clamp(this.y.invert(event.clientY - box.top), betas);
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
  nudge(event, onChoose) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!move || !this.x) return;
    event.preventDefault();
    event.stopPropagation();
    const { lrs, betas } = this.rates;
    const lr = Math.min(Math.max(this.lr * 1.03 ** move[0], lrs[0]), lrs[lrs.length - 1]);
    const beta = Math.min(Math.max(this.beta + 0.01 * move[1], betas[0]), betas[betas.length - 1]);
    onChoose(Number(lr.toPrecision(3)), Number(beta.toFixed(3)), true);
  }
}

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

function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.stroke();
}
