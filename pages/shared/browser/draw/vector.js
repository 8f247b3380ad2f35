// A canvas that writes SVG: as much of the 2-D context as the stage's drawing uses, so that one
// drawing serves the screen and the printed page.

import { element, penOf } from "../core/dom.js";

/** @typedef {{ id: string, addColorStop(at: number, colour: string): void, toSvg(): string }} Tint */

// What is saved and restored.
class State {
  /** @type {string | Tint} */ fillStyle = "#000";
  /** @type {string | Tint} */ strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";
  lineDashOffset = 0;
  /** @type {number[]} */ dash = [];
  clips = "";
}
const STATE = Object.keys(new State());
const ANCHORS = { start: "start", left: "start", center: "middle", right: "end", end: "end" };
const LIFTS = { alphabetic: 0, middle: 0.34, top: 0.8, bottom: -0.2 }; // of the type's size, down to its base line
const PICTURES = new Set(["IMG", "CANVAS"]);
const FULL = 2 * Math.PI;
let counted = 0;

export class VectorCanvas {
  width = 0;
  height = 0;
  density = 1;
  style = {};
  context = new VectorContext();

  getContext() {
    return this.context;
  }

  toSvg() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}">${this.context.parts.join("")}</svg>`;
  }
}

class VectorContext extends State {
  /** @type {string[]} of the SVG */ parts = [];
  path = "";
  /** @type {object[]} */ kept = [];
  ruler = penOf(element("canvas"));

  save() {
    this.kept.push(Object.fromEntries(STATE.map((name) => [name, this[name]])));
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  setTransform() {} // always in the drawing's own pixels

  clearRect() {
    this.parts = [];
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${short(x)} ${short(y)}`;
  }

  closePath() {
    if (this.path) this.path += "Z";
  }

  rect(x, y, width, height) {
    this.path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  roundRect(x, y, width, height, r) {
    const corner = (dx, dy) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
    this.path += `M${short(x + r)} ${short(y)}h${short(width - 2 * r)}${corner(r, r)}v${short(height - 2 * r)}${corner(-r, r)}h${short(2 * r - width)}${corner(-r, -r)}v${short(2 * r - height)}${corner(r, -r)}Z`;
  }

  // Whole circles in two halves, because an arc that ends where it begins is none.
  arc(x, y, r, from, to) {
    const end = Math.min(to, from + FULL);
    const at = (angle) => `${short(x + r * Math.cos(angle))} ${short(y + r * Math.sin(angle))}`;
    const half = (a, b) =>
      `A${short(r)} ${short(r)} 0 0 1 ${at((a + b) / 2)}A${short(r)} ${short(r)} 0 0 1 ${at(b)}`;
    this.path += `${this.path && end - from < FULL ? "L" : "M"}${at(from)}${half(from, end)}`;
  }

  clip() {
    const id = `clip-${++counted}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath>`);
    this.clips = ` clip-path="url(#${id})"`;
  }

  fill() {
    this.put(`<path d="${this.path}" fill="${this.paint(this.fillStyle)}"`);
  }

  stroke() {
    const dash = this.dash.length
      ? ` stroke-dasharray="${this.dash}" stroke-dashoffset="${short(this.lineDashOffset)}"`
      : "";
    this.put(
      `<path d="${this.path}" fill="none" stroke="${this.paint(this.strokeStyle)}" stroke-width="${this.lineWidth}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}`,
    );
  }

  /** @param {[x: number, y: number, width: number, height: number]} box */
  fillRect(...box) {
    this.boxed(box, () => this.fill());
  }

  /** @param {[x: number, y: number, width: number, height: number]} box */
  strokeRect(...box) {
    this.boxed(box, () => this.stroke());
  }

  boxed(box, draw) {
    const { path } = this;
    this.path = "";
    this.rect(...box);
    draw();
    this.path = path;
  }

  fillText(text, x, y) {
    const [, weight = "400", size = "10", family = ""] =
      this.font.match(/^(?:(\d+|bold) )?([\d.]+)px (.*)$/) || [];
    this.put(
      `<text x="${short(x)}" y="${short(y + Number(size) * LIFTS[this.textBaseline])}" fill="${this.paint(this.fillStyle)}" text-anchor="${ANCHORS[this.textAlign]}" font-size="${size}" font-weight="${weight}" font-family="${escaped(family)}"`,
      `>${escaped(text)}</text>`,
    );
  }

  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  createLinearGradient(x1, y1, x2, y2) {
    const id = `tint-${++counted}`;
    const stops = [];
    return {
      id,
      addColorStop: (at, colour) => stops.push(`<stop offset="${at}" stop-color="${colour}"/>`),
      toSvg: () =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}">${stops.join("")}</linearGradient>`,
    };
  }

  paint(style) {
    if (typeof style === "string") return style;
    this.parts.push(style.toSvg());
    return `url(#${style.id})`;
  }

  // Another of these canvases, a picture, or a whole drawing { svg }.
  drawImage(layer, x, y, width, height) {
    const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
    if (PICTURES.has(layer.tagName)) this.put(`<image ${place} href="${layer.src || layer.toDataURL()}"`);
    else
      this.parts.push(
        (layer.svg || layer.toSvg()).replace(
          /<svg([^>]*?)>/,
          (_, rest) => `<svg ${place}${rest.replace(/ (x|y|width|height)="[^"]*"/g, "")}>`,
        ),
      );
  }

  put(begin, end = "/>") {
    const alpha = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : "";
    this.parts.push(`${begin}${alpha}${this.clips}${end}`);
  }
}

const short = (number) => String(Number(number.toFixed(2)));

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
