// One plot: Plotly draws it; the pointer picks values on it, drags its points, or finds the step.

import { element } from "../core/dom.js";
import { fill } from "../core/words.js";
import { dress, layout, resolve } from "../draw/traces.js";
import { captionOf } from "./plottables.js";
import { withPoint } from "./points.js";
import { steer, steerable } from "./steer.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Numbers, Pair, Words } from "../core/types.js" */
/** @import { PlotNode } from "../draw/plotly.js" */
/** @import { Plot } from "../draw/traces.js" */

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
const NEAR = 18; // pixels

/** @typedef {{ x: number, y: number, px: number, py: number, axes: { x: any, y: any } }} Place  px, py: pixels. */

/**
 * @typedef {object} Handlers
 * @property {Words} words
 * @property {(setting: string) => string | undefined} valueOf
 * @property {(points: Pair[], done: boolean) => void} onPoints
 * @property {() => void} onSettle  by keys, after the last
 * @property {(picked: Record<string, number>, done: boolean) => void} [onPick]  settings
 * @property {(setting: string, value: number) => number} [fitting]  the nearest that a setting can have
 */

export class PlotView {
  /** @type {Plot} undefined until one is drawn */ spec;
  /** @type {any} */ Plotly;
  /** @type {Numbers[]} */ arrays;
  /** @type {Colours} */ colours;
  /** @type {Record<string, any>[]} as Plotly draws them */ traces = [];
  /** @type {Pair} when it was drawn */ size = [0, 0];
  /** @type {Pair[]} that can be dragged */ points = [];
  /** the one that keys move; -1: none yet */ chosen = -1;
  /** @type {{ point?: number } | null} by the pointer */ held = null;

  /** @param {Element} parent  @param {Handlers} handlers */
  constructor(
    parent,
    { words, valueOf, onPoints, onSettle, onPick = () => {}, fitting = (_, value) => value },
  ) {
    this.words = words;
    this.valueOf = valueOf;
    this.onPoints = onPoints;
    this.onSettle = onSettle;
    this.onPick = onPick;
    this.fitting = fitting;
    /** @type {PlotNode} */
    this.plot = element("div", { class: "plot", "aria-hidden": "true" });
    this.cursor = element("div", { class: "cursor", hidden: true });
    this.ring = element("div", { class: "ring", hidden: true });
    this.node = element("div", { class: "plotview" }, this.plot, this.cursor, this.ring);
    parent.append(this.node);
    this.listen();
  }

  /** @param {any} Plotly  @param {Plot} plot  @param {Numbers[]} arrays  @param {Colours} colours */
  set(Plotly, plot, arrays, colours) {
    this.Plotly = Plotly;
    this.spec = plot;
    this.arrays = arrays;
    this.colours = colours;
    this.traces = resolve(plot.traces, arrays).map((trace) => dress(trace, colours));
    const [width, height] = (this.size = this.room());
    this.label(plot);
    return Plotly.react(
      this.plot,
      this.traces,
      layout(plot, colours, width, height, this.traces),
      CONFIG,
    ).then(() => this.showChosen());
  }

  // To a reader of the screen a plot is a picture, or a thing with keys of its own.
  label(plot) {
    const { words, node } = this;
    const moves = steerable(plot);
    node.classList.toggle("pick", moves);
    node.setAttribute("role", moves ? "application" : "img");
    node.toggleAttribute("tabindex", moves);
    if (moves) node.tabIndex = 0;
    const keys = moves ? [plot.drag ? words.points_keys : words.plot_keys] : [];
    const axes = fill(words.plot_label, { x: plot.x.title, y: plot.y.title });
    const what = plot.title && plot.x.title && plot.y.title ? [plot.title, axes] : [captionOf(plot, words)];
    node.setAttribute("aria-label", [...what, ...keys].join(words.sentence_next));
  }

  // Around the point that the keys move.
  showChosen() {
    const point = this.spec.drag && this.points[this.chosen];
    const axes = point && this.axes();
    this.ring.hidden = !axes;
    if (axes)
      this.ring.style.transform = `translate(${axes.x._offset + axes.x.d2p(point[0])}px, ${axes.y._offset + axes.y.d2p(point[1])}px)`;
  }

  /** @returns {Pair} */
  room() {
    return [this.node.clientWidth, this.node.clientHeight];
  }

  // In another room; out of sight it stays as it is.
  resize() {
    const [width, height] = this.room();
    if (!this.spec || !width || (width === this.size[0] && height === this.size[1])) return;
    this.set(this.Plotly, this.spec, this.arrays, this.colours);
  }

  // The step of the stage, as a line across; null where the axis is not of steps.
  mark(step) {
    const axes = step === null ? null : this.axes();
    this.cursor.hidden = !axes;
    if (!axes) return;
    const { x, y } = axes;
    const place =
      x._offset + Math.min(Math.max(x.l2p(x.d2l(Math.max(step, x.type === "log" ? 1 : 0))), 0), x._length);
    this.cursor.style.transform = `translate(${place}px, ${y._offset}px)`;
    this.cursor.style.height = `${y._length}px`;
  }

  /** As Plotly has them, once they are drawn.  @returns {{ x: any, y: any } | null} */
  axes() {
    const drawn = this.plot._fullLayout;
    return drawn && drawn.xaxis && drawn.xaxis._length ? { x: drawn.xaxis, y: drawn.yaxis } : null;
  }

  // Where the pointer is, in the axes' own units; null outside of them.
  /** @param {MouseEvent} event  @returns {Place | null} */
  at(event, anywhere = false) {
    const axes = this.axes();
    if (!axes) return null;
    const box = this.node.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - axes.x._offset, event.clientY - box.top - axes.y._offset];
    const inside = x >= 0 && y >= 0 && x <= axes.x._length && y <= axes.y._length;
    if (!inside && !anywhere) return null;
    const [px, py] = [clamp(x, axes.x._length), clamp(y, axes.y._length)];
    return { x: axes.x.p2d(px), y: axes.y.p2d(py), px, py, axes };
  }

  listen() {
    this.node.addEventListener("pointerdown", (event) => this.press(event));
    this.node.addEventListener("pointermove", (event) => this.held && this.move(event, false));
    for (const end of ["pointerup", "pointercancel"]) {
      this.node.addEventListener(end, (event) => {
        if (!this.held) return;
        this.move(event, true);
        this.held = null;
      });
    }
    this.node.addEventListener("keydown", (event) => {
      if (!steer(this, event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.node.addEventListener("dblclick", (event) => this.remove(event));
  }

  press(event) {
    const place = this.spec && this.at(event);
    if (!place || event.button !== 0) return;
    if (this.spec.drag) this.held = { point: this.take(place) };
    else if (Object.keys(this.spec.pick).length) this.held = {};
    if (!this.held) return;
    event.preventDefault();
    this.node.setPointerCapture(event.pointerId);
    this.move(event, false);
  }

  move(event, done) {
    const place = this.at(event, true);
    if (!place) return;
    if (this.held?.point !== undefined) this.movePoint(this.held.point, place, done);
    else
      this.onPick(
        Object.fromEntries(Object.entries(this.spec.pick).map(([axis, setting]) => [setting, place[axis]])),
        done,
      );
  }

  // The number of the point under the pointer; a press beside all of them makes a new one.
  /** @param {Place} place */
  take(place) {
    const distances = this.points.map(([x, y]) =>
      Math.hypot(place.axes.x.d2p(x) - place.px, place.axes.y.d2p(y) - place.py),
    );
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && distances[nearest] <= NEAR) return nearest;
    const epoch = Math.round(place.x);
    if (!this.points.some(([px]) => px === epoch)) this.points = withPoint(this.points, [epoch, place.y]);
    return this.points.findIndex(([px]) => px === epoch);
  }

  // Points keep their order, and whole epochs.
  /** @param {number} number  @param {{ x: number, y: number }} place  @param {boolean} done */
  movePoint(number, place, done) {
    const [before, after] = [this.points[number - 1], this.points[number + 1]];
    const least = before ? before[0] + 1 : 0;
    const most = after ? after[0] - 1 : Infinity;
    this.points[number] = [
      Math.max(Math.min(Math.round(place.x), most), least),
      Number(place.y.toPrecision(3)),
    ];
    this.onPoints(this.points, done);
  }

  remove(event) {
    const place = this.spec?.drag ? this.at(event) : null;
    if (!place || this.points.length < 2) return;
    this.points.splice(this.take(place), 1);
    this.onPoints(this.points, true);
  }
}

const clamp = (value, most) => Math.min(Math.max(value, 0), most);
