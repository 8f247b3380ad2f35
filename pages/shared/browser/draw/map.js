// The map: Plotly draws axes and contours once a surface; two canvases over it draw what moves.

import { element, prepare } from "../core/dom.js";
import { Axes } from "./axes.js";
import { drawBadge } from "./badges.js";
import { listen } from "./grab.js";
import { layout, traces } from "./mapplot.js";
import { linear } from "./scales.js";
import { drawMarker } from "./style.js";
import { Trails } from "./trails.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Canvas, Context, Pair, Run, Surface } from "../core/types.js" */
/** @import { PlotNode } from "./plotly.js" */
/** @import { Scale } from "./scales.js" */

/**
 * @typedef {object} Handlers
 * @property {string} label
 * @property {boolean} [movable]  whether the start can be
 * @property {(start: Pair | null, done: boolean) => void} [onStart]  null: where it was
 * @property {() => void} [onSettle]  keys have moved it, and will again
 *
 * @typedef {(context: Context, map: MapView) => void} Overlay
 */

export class MapView {
  /** @type {Run[]} */ runs = [];
  /** @type {Surface} undefined until it is drawn, as are x and y */ surface;
  /** @type {Colours} */ colours;
  /** @type {Scale} */ x;
  /** @type {Scale} */ y;
  /** @type {Pair} of all runs */ start;
  /** @type {Promise<unknown>} that Plotly drew it */ plotted;
  /** @type {{ left: number, top: number, width: number }[]} drawn so far */ badges = [];
  /** whether the start is */ dragging = false;

  /** @param {Element} parent  @param {Handlers} handlers */
  constructor(parent, { label, movable = false, onStart = () => {}, onSettle = () => {} }) {
    /** @type {PlotNode} */
    this.plot = element("div", { class: "plot", "aria-hidden": "true" });
    this.trails = new Trails();
    /** @type {Canvas} */
    this.heads = element("canvas", {
      class: "grab",
      tabindex: "0",
      role: movable ? "application" : "img",
      "aria-label": label,
    });
    this.node = element("div", { class: "map" }, this.plot, this.trails.canvas, this.heads);
    parent.append(this.node);
    this.onStart = onStart;
    this.onSettle = onSettle;
    this.movable = movable;
    this.space = roomFor(16);
    listen(this);
  }

  // Room for the axes, by the size of their type.
  makeRoom(rem) {
    this.space = roomFor(rem);
  }

  inner() {
    const margin = this.space;
    return {
      width: Math.max(this.node.clientWidth - margin.left - margin.right, 50),
      height: Math.max(this.node.clientHeight - margin.top - margin.bottom, 50),
    };
  }

  // For what is drawn over it.
  /** @param {Context} context */
  axes(context) {
    const { left, top } = this.space;
    const { width, height } = this.inner();
    const box = { left, right: left + width, top, bottom: top + height };
    return new Axes(context, this.colours, box).with({ x: this.x, y: this.y });
  }

  /** @param {any} Plotly  @param {Surface} surface  @param {Colours} colours */
  drawSurface(Plotly, surface, colours) {
    this.surface = surface;
    this.colours = colours;
    const [left, right, low, high] = surface.window;
    const { width, height } = this.inner();
    this.x = linear(left, right, this.space.left, this.space.left + width);
    this.y = linear(low, high, this.space.top + height, this.space.top);
    this.plotted = Plotly.react(
      this.plot,
      traces(surface, colours),
      layout(surface, colours, {
        width: this.node.clientWidth,
        height: this.node.clientHeight,
        space: this.space,
      }),
      { staticPlot: true },
    );
    this.lay();
  }

  /** @param {Run[]} runs */
  setRuns(runs) {
    this.runs = runs;
    if (this.surface) this.lay();
  }

  lay() {
    const { width, height } = this.inner();
    const lines = this.runs.map((run) => ({
      look: run.look,
      strength: run.strength,
      points: this.pixels(run),
      last: lastShown(run),
    }));
    this.trails.begin(lines, {
      width: this.node.clientWidth,
      height: this.node.clientHeight,
      box: [this.space.left, this.space.top, width, height],
    });
  }

  // Far outside the map a pixel is as good as another; canvases dislike numbers like 1e30.
  /** @param {Run} run */
  pixels(run) {
    const points = new Float64Array(2 * run.points);
    for (let k = 0; k < points.length; k += 2) {
      points[k] = bound(this.x(run.path[k]));
      points[k + 1] = bound(this.y(run.path[k + 1]));
    }
    return points;
  }

  /** @param {number} t  @param {Overlay | null} [overlay] */
  draw(t, overlay) {
    if (!this.surface) return;
    this.trails.walk(t);
    const context = prepare(this.heads, this.node.clientWidth, this.node.clientHeight);
    this.badges = [];
    this.drawStart(context);
    if (overlay) overlay(context, this);
    for (let k = this.runs.length - 1; k >= 0; k--) {
      context.globalAlpha = this.runs[k].strength;
      this.drawHead(context, k, t);
    }
    context.globalAlpha = 1;
  }

  // The map is hidden, and nothing but this is seen.
  hide(hidden) {
    this.node.classList.toggle("blind", hidden);
  }

  /** @param {Overlay} paint */
  drawOnly(paint) {
    if (this.surface) paint(prepare(this.heads, this.node.clientWidth, this.node.clientHeight), this);
  }

  /** @param {Context} context */
  drawStart(context) {
    if (!this.start) return;
    const [x, y] = [this.x(this.start[0]), this.y(this.start[1])];
    context.strokeStyle = this.colours.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 11, 0, 7);
    context.moveTo(x - 15, y);
    context.lineTo(x + 15, y);
    context.moveTo(x, y - 15);
    context.lineTo(x, y + 15);
    context.stroke();
  }

  /** @param {Context} context  @param {number} k  @param {number} t */
  drawHead(context, k, t) {
    const run = this.runs[k];
    const last = run.points - 1;
    const [x, y] = this.trails.at(k, t);
    if (run.status === "diverged" && t >= run.left) return drawBadge(context, this, k);
    if (this.inside(x, y))
      drawMarker(context, run.look.marker, x, y, 7.5, run.look.colour, this.colours.background);
    else if (t >= last) drawBadge(context, this, k);
  }

  // Where a run is at `t`, in pixels.
  at(run, t) {
    return this.trails.at(this.runs.indexOf(run), t);
  }

  inside(x, y) {
    const { width, height } = this.inner();
    return (
      x >= this.space.left &&
      x <= this.space.left + width &&
      y >= this.space.top &&
      y <= this.space.top + height
    );
  }
}

const roomFor = (rem) => ({ left: 2.5 * rem, right: 0.6 * rem, top: 0.6 * rem, bottom: 2.7 * rem });

// A diverging run is drawn as far as the border: what it does beyond is no path on this map.
const lastShown = (run) => (run.status === "diverged" ? Math.min(run.left, run.points - 1) : run.points - 1);

const bound = (pixel) => (pixel > 1e5 ? 1e5 : pixel < -1e5 ? -1e5 : pixel);
