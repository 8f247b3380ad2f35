// The gradients of one run, split into their parts across and along the ravine, with the memory.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { Axes, BOLD, marksOf } from "./axes.js";
import { linear } from "./scales.js";
import { quantityColour } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Numbers, Run, Words } from "../core/types.js" */
/** @import { Scale } from "./scales.js" */

/**
 * Of the gradients and of the memory, what goes one way.
 * @typedef {object} Part
 * @property {string} title
 * @property {Numbers} gradient
 * @property {Numbers | null} memory
 * @property {number} cancelled  share of the gradients that their signs cancel
 */

const MARGIN = { left: 3.625, right: 0.875, top: 1.6, bottom: 1.3 }; // of each part

export class PartsView {
  /** @type {Part[]} across first, then along; undefined until they are set */ parts;
  /** @type {Colours} */ colours;
  /** @type {Run} */ run;

  /** @param {Element} parent  @param {{ words: Words }} options */
  constructor(parent, { words }) {
    this.words = words;
    this.canvas = element("canvas", { role: "img", "aria-label": words.parts });
    this.caption = element("p", { class: "caption" });
    const chart = element("div", { class: "chart" }, this.canvas);
    this.node = element("div", { class: "stack" }, chart, this.caption);
    this.chart = chart;
    parent.append(this.node);
  }

  /** @param {Part[]} parts  @param {{ colours: Colours, run: Run, t: number }} shown */
  set(parts, { colours, run, t }) {
    this.parts = parts;
    this.colours = colours;
    this.run = run;
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
    const axes = this.parts ? Axes.over(this.canvas, this.chart, this.colours, MARGIN) : null;
    axes?.stacked(this.parts.length).forEach((plot, k) => this.drawPart(plot, this.parts[k], t));
  }

  /** @param {Axes} axes  @param {Part} part  @param {number} t */
  drawPart(axes, part, t) {
    const { left, right } = axes.box;
    const reach = reachOf(part);
    const x = linear(0, Math.max(part.gradient.length - 1, 1), left + 6, right);
    const y = axes.up("linear", -reach, reach);
    axes.title(part.title, 6, BOLD);
    axes.legend(this.names(part), BOLD);
    axes.beside(marksOf(y, 2, aroundZero(reach)), 4);
    axes.level(y(0));
    this.drawStems(axes, part, x, Math.floor(t));
    if (part.memory) this.drawMemory(axes, part.memory, x);
  }

  /** @param {Part} part */
  names({ memory }) {
    /** @type {(what: string, quantity: string) => [string, string]} */
    const name = (what, quantity) => [this.words[what], quantityColour(quantity, this.colours.dark)];
    return [name("gradient", "g"), ...(memory ? [name("memory", "v")] : [])];
  }

  /** @param {Axes} axes  @param {Part} part  @param {Scale} x  @param {number} now */
  drawStems(axes, { gradient }, x, now) {
    const colour = quantityColour("g", this.colours.dark);
    gradient.forEach((value, step) => {
      const end = [x(step), axes.y(value)];
      const strength = step <= now ? 1 : 0.25;
      axes.stroke([[x(step), axes.y(0)], end], { colour, strength, width: step === now ? 4 : 2 });
      axes.dot(end, step === now ? 4.5 : 2.5, { colour, strength });
    });
  }

  /** @param {Axes} axes  @param {Numbers} memory  @param {Scale} x */
  drawMemory(axes, memory, x) {
    const points = Array.from(memory, (value, step) => [x(step), axes.y(value)]);
    axes.stroke(points, { colour: quantityColour("v", this.colours.dark), width: 3 });
  }
}

// As far from zero as these go, unless that is a million times as far as where they began.
/** @param {Part} part */
function reachOf({ gradient, memory }) {
  let most = 1e-12;
  for (const value of [...gradient, ...(memory || [])])
    if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
  return Math.min(most, 1e6 * (Math.abs(gradient[0]) || 1)) * 1.08;
}

// Zero, and the largest round value on either side of it.
export function aroundZero(reach) {
  const power = 10 ** Math.floor(Math.log10(reach));
  const most = Number((([5, 2, 1].find((m) => m * power <= reach) ?? 1) * power).toPrecision(12));
  return [-most, 0, most];
}
