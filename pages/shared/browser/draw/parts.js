// The gradients of one run, split into their parts across and along the ravine, with the memory.

import { element, prepare } from "../core/dom.js";
import { fill } from "../core/words.js";
import { linear } from "./scales.js";
import { write } from "../core/numbers.js";
import { quantityColour } from "./style.js";

const LEFT = 58;
const RIGHT = 14;

export class PartsView {
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.parts });
    this.caption = element("p", { class: "caption" });
    const chart = element("div", { class: "chart" }, this.canvas);
    this.node = element("div", { class: "stack" }, chart, this.caption);
    this.chart = chart;
    parent.append(this.node);
  }

  // parts: [{ title, gradient, memory or null, cancelled }] across first, then along.
  set(parts, { colours, run, t }) {
    Object.assign(this, { parts, colours, run });
    this.caption.textContent = fill(this.words.parts_caption, {
      name: run.name,
      first: parts[0].title,
      share: write(100 * parts[0].cancelled, 2),
      second: parts[1].title,
      other: write(100 * parts[1].cancelled, 2),
      steps: parts[0].gradient.length,
    });
    this.draw(t);
  }

  draw(t) {
    if (!this.parts) return;
    const [width, height] = [this.chart.clientWidth, this.chart.clientHeight];
    if (width < 60 || height < 60) return;
    const context = prepare(this.canvas, width, height);
    const each = height / this.parts.length;
    this.parts.forEach((part, k) => this.drawPart(context, part, k * each, each, width, t));
  }

  drawPart(context, part, top, height, width, t) {
    const { colours } = this;
    const size = colours.size;
    const count = part.gradient.length;
    const reach = this.reach(part);
    const x = linear(0, Math.max(count - 1, 1), LEFT + 6, width - RIGHT);
    const y = linear(-reach, reach, top + height - size * 1.3, top + size * 1.6);
    context.font = `600 ${size * 0.85}px ${colours.font}`;
    context.fillStyle = colours.text;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(part.title, 6, top + 2);
    this.drawLegend(context, part, width, top, size);
    context.font = `${size * 0.78}px ${colours.font}`;
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const value of aroundZero(reach)) context.fillText(write(value, 2), LEFT - 4, y(value));
    context.strokeStyle = colours.border;
    line(context, LEFT, y(0), width - RIGHT, y(0));
    this.drawStems(context, part, x, y, Math.floor(t));
    if (part.memory) this.drawMemory(context, part, x, y);
  }

  reach(part) {
    let most = 1e-12;
    for (const series of [part.gradient, part.memory || []]) {
      for (const value of series)
        if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
    }
    return Math.min(most, 1e6 * this.firstSize(part)) * 1.08;
  }

  firstSize(part) {
    return Math.abs(part.gradient[0]) || 1;
  }

  drawLegend(context, part, width, top, size) {
    const entries = [["gradient", quantityColour("g", this.colours.dark)]];
    if (part.memory) entries.push(["memory", quantityColour("v", this.colours.dark)]);
    let right = width - RIGHT;
    context.textAlign = "right";
    for (const [name, colour] of entries.reverse()) {
      context.fillStyle = colour;
      context.fillText(this.words[name], right, top + 2);
      right -= context.measureText(this.words[name]).width + size;
    }
    context.fillStyle = this.colours.text;
  }

  drawStems(context, part, x, y, now) {
    const colour = quantityColour("g", this.colours.dark);
    part.gradient.forEach((value, step) => {
      context.globalAlpha = step <= now ? 1 : 0.25;
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = step === now ? 4 : 2;
      line(context, x(step), y(0), x(step), y(value));
      context.beginPath();
      context.arc(x(step), y(value), step === now ? 4.5 : 2.5, 0, 7);
      context.fill();
    });
    context.globalAlpha = 1;
    context.lineWidth = 1;
  }

  drawMemory(context, part, x, y) {
    context.beginPath();
    context.strokeStyle = quantityColour("v", this.colours.dark);
    context.lineWidth = 3;
    context.lineJoin = "round";
    part.memory.forEach((value, step) => context.lineTo(x(step), y(value)));
    context.stroke();
    context.lineWidth = 1;
  }
}

// Zero, and the largest round value on either side of it.
export function aroundZero(reach) {
  const power = 10 ** Math.floor(Math.log10(reach));
  const most = Number(([5, 2, 1].find((m) => m * power <= reach) * power).toPrecision(12));
  return [-most, 0, most];
}

function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
