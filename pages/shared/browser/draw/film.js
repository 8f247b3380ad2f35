// One update as a short film. Every number is the run's own, as the core recorded it.

import { element } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { write, writePair } from "../core/numbers.js";
import { fill, paragraph } from "../core/words.js";
import { quantityColour, type } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Context, Film, Pair, Run } from "../core/types.js" */
/** @import { MapView } from "./map.js" */

export class FilmView {
  /** @type {Film} undefined until one is set */ film;
  /** @type {Run} */ run;
  /** @type {Colours} */ colours;
  /** @type {HTMLElement[]} */ lines = [];
  step = 0;
  /** the one that is shown, from 0; below where there is none */ update = -1;
  /** @type {boolean | null} whether the point is on the map; null until one with the arrows is drawn */ onMap =
    null;

  constructor(parent, { words, onFrame }) {
    this.words = words;
    this.onFrame = onFrame;
    this.frame = 0;
    this.count = element("span", { class: "count" });
    this.back = element(
      "button",
      { type: "button", onclick: () => this.go(-1) },
      icon("back"),
      words.frame_back,
    );
    this.next = element(
      "button",
      { type: "button", class: "main", onclick: () => this.go(1) },
      words.frame_next,
      icon("forward"),
    );
    this.sentence = element("p", { class: "sentence" });
    this.formula = element("div", {
      class: "formula",
      tabindex: "0",
      role: "region",
      "aria-label": words.formula,
    });
    this.code = element("pre", { class: "code", tabindex: "0", role: "region", "aria-label": words.code });
    const bar = element("div", { class: "bar" }, this.back, this.count, this.next);
    this.node = element("div", { class: "stack film" }, bar, this.sentence, this.formula, this.code);
    parent.append(this.node);
  }

  /** @param {Film} film  @param {Run} run  @param {Colours} colours */
  set(film, run, colours) {
    const same = this.film && this.film.optimizer === film.optimizer;
    this.film = film;
    this.run = run;
    this.colours = colours;
    if (!same) {
      this.frame = 0;
      this.formula.innerHTML = film.formula.join(""); // MathML made by the server, never by a viewer
      this.lines = film.code.map((text) => element("code", { text: `${text}\n` }));
      this.code.replaceChildren(...this.lines);
    }
    this.show(this.step);
  }

  get frames() {
    return this.film ? this.film.frames : [];
  }

  // Past the last frame comes the first of the next update, and back again.
  go(count) {
    const wanted = this.frame + count;
    const past = wanted >= this.frames.length ? 1 : wanted < 0 ? -1 : 0;
    this.frame = past > 0 ? 0 : past < 0 ? this.frames.length - 1 : wanted;
    this.onFrame(past);
  }

  /** @param {number} step */
  show(step) {
    this.step = step;
    this.onMap = null;
    if (!this.film) return;
    const updates = this.film.values.x.length / 2;
    this.update = Math.min(step, updates - 1);
    const frame = this.frames[this.frame];
    if (this.update < 0) {
      this.sentence.textContent = this.words.no_update;
      return;
    }
    this.count.textContent = fill(this.words.frame_count, {
      frame: this.frame + 1,
      frames: this.frames.length,
      step: this.update + 1,
    });
    for (const node of this.formula.querySelectorAll("[data-term]")) {
      node.classList.toggle("lit", node.getAttribute("data-term") === frame.term);
    }
    this.lines.forEach((node, k) => node.classList.toggle("lit", k === frame.line));
    const lit = this.lines[Math.max(frame.line, 0)];
    this.code.scrollTop = lit.offsetTop - this.code.offsetTop - this.code.clientHeight / 2;
  }

  // Once the map is drawn. Of the arrows only what can be seen: a landscape has none, and the point
  // may be off the map.
  tell() {
    if (!this.film || this.update < 0) return;
    const frame = this.frames[this.frame];
    const arrows =
      !frame.arrows.length || this.onMap === null ? "" : this.onMap ? frame.seen : this.words.film_off_map;
    const text = paragraph([fill(frame.words, this.texts()), arrows]);
    if (text !== this.sentence.textContent) this.sentence.textContent = text;
  }

  texts() {
    /** @type {Record<string, string | number>} */
    const texts = { t: this.update };
    for (const [name, value] of Object.entries(this.film.knobs)) texts[name] = write(value, 4);
    for (const name of Object.keys(this.film.values)) texts[name] = writePair(this.pair(name), 4);
    texts.lr = write(this.film.rates[this.update], 4);
    return texts;
  }

  /** @param {string} name  @returns {Pair} */
  pair(name) {
    const values = this.film.values[name];
    return [values[2 * this.update], values[2 * this.update + 1]];
  }

  // Drawn over the map, by the map: arrows from the ball, squares in the corner.
  /** @param {Context} context  @param {MapView} map */
  overlay(context, map) {
    if (!this.film || this.update < 0) return;
    const frame = this.frames[this.frame];
    const from = this.pair("x");
    /** @type {Pair} */
    const ball = [map.x(from[0]), map.y(from[1])];
    this.onMap = map.inside(...ball);
    for (const chain of frame.arrows) this.drawChain(context, map, ball, chain.split("+"));
    if (frame.squares.length) this.drawSquares(context, map, frame.squares);
  }

  /** @param {Context} context  @param {MapView} map  @param {Pair} ball  @param {string[]} names */
  drawChain(context, map, ball, names) {
    let tail = ball;
    for (const name of names) {
      const [dx, dy] = this.arrow(map, name);
      /** @type {Pair} */
      const tip = [tail[0] + dx, tail[1] + dy];
      drawArrow(context, tail, tip, quantityColour(name, this.colours.dark), this.colours.background);
      tail = tip;
      if (name === "dx") drawGhost(context, tip, this.run.look.colour);
    }
  }

  // The step and its parts, dx…, are drawn to the map's scale; slopes and memories share a scale of
  // their own, downhill.
  /** @param {MapView} map  @param {string} name  @returns {Pair} */
  arrow(map, name) {
    const [x, y] = this.pair(name);
    if (name.startsWith("dx")) return [map.x(x) - map.x(0), map.y(y) - map.y(0)];
    const scale = 110 / (name === "scaled" ? size(this.pair("scaled")) : this.largest());
    return [-x * scale, y * scale];
  }

  largest() {
    const names = new Set(this.frames.flatMap((frame) => frame.arrows.flatMap((chain) => chain.split("+"))));
    const sizes = [...names]
      .filter((name) => !name.startsWith("dx") && name !== "scaled")
      .map((name) => size(this.pair(name)));
    return Math.max(...sizes, 1e-300);
  }

  // A square for each coordinate: its area is the quantity, its side the root.
  /** @param {Context} context  @param {MapView} map  @param {string[]} names */
  drawSquares(context, map, names) {
    const rem = this.colours.size;
    const most = Math.max(...names.flatMap((name) => this.pair(name).map(Math.sqrt)), 1e-300);
    const side = (value) => (6 * rem * Math.sqrt(Math.max(value, 0))) / most;
    const [left, bottom] = [map.inner().width - 13.5 * rem, map.inner().height - 0.5 * rem];
    context.font = type(this.colours, 0.8, 600);
    context.fillStyle = this.colours.background;
    context.globalAlpha = 0.9;
    context.fillRect(left - rem, bottom - 9.2 * rem, 15.5 * rem, 9.6 * rem);
    context.globalAlpha = 1;
    names.forEach((name, k) => {
      this.pair(name).forEach((value, coordinate) => {
        const x = left + coordinate * 7.2 * rem;
        context.strokeStyle = context.fillStyle = quantityColour(name, this.colours.dark);
        context.lineWidth = k === names.length - 1 ? 3 : 1.5;
        context.globalAlpha = k === names.length - 1 ? 0.25 : 0.1;
        context.fillRect(x, bottom - side(value), side(value), side(value));
        context.globalAlpha = 1;
        context.strokeRect(x, bottom - side(value), side(value), side(value));
        if (k < names.length - 1) return;
        context.fillStyle = this.colours.text;
        context.textBaseline = "alphabetic";
        context.fillText(`${"xy"[coordinate]}: ${write(value)}`, x, bottom - 8 * rem);
        context.fillText(`√ = ${write(Math.sqrt(Math.max(value, 0)))}`, x, bottom - 6.8 * rem);
      });
    });
  }
}

const size = (/** @type {Pair} */ pair) => Math.hypot(...pair) || 1e-300;

function drawGhost(context, [x, y], colour) {
  context.globalAlpha = 0.45;
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, 9, 0, 7);
  context.fill();
  context.globalAlpha = 1;
}

/** @param {Context} context  @param {Pair} from  @param {Pair} to  @param {string} colour  @param {string} halo */
function drawArrow(context, from, to, colour, halo) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (!(length > 1.5)) return;
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const head = Math.min(14, length * 0.6);
  /** @type {[colour: string, width: number][]} */
  const strokes = [
    [halo, 8],
    [colour, 4],
  ];
  for (const [stroke, width] of strokes) {
    context.strokeStyle = context.fillStyle = stroke;
    context.lineWidth = width;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(to[0] - head * 0.7 * Math.cos(angle), to[1] - head * 0.7 * Math.sin(angle));
    context.stroke();
    context.beginPath();
    context.moveTo(...to);
    context.lineTo(to[0] - head * Math.cos(angle - 0.42), to[1] - head * Math.sin(angle - 0.42));
    context.lineTo(to[0] - head * Math.cos(angle + 0.42), to[1] - head * Math.sin(angle + 0.42));
    context.closePath();
    context.fill();
  }
  context.lineCap = "butt";
}
