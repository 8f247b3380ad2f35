// The map: Plotly draws axes and contours once a surface; two canvases over it draw what moves.

import { element, prepare } from "../core/dom.js";
import { drawBadge } from "./badges.js";
import { listen } from "./grab.js";
import { layout, traces } from "./mapplot.js";
import { linear } from "./scales.js";
import { drawMarker } from "./style.js";
import { Trails } from "./trails.js";

export class MapView {
  constructor(parent, { onStart, onSettle, label, movable }) {
    this.plot = element("div", { class: "plot", "aria-hidden": "true" });
    this.trails = new Trails();
    this.heads = element("canvas", {
      class: "grab",
      tabindex: "0",
      role: movable ? "application" : "img",
      "aria-label": label,
    });
    this.node = element("div", { class: "map" }, this.plot, this.trails.canvas, this.heads);
    parent.append(this.node);
    Object.assign(this, { onStart, onSettle, movable });
    this.runs = [];
    this.makeRoom(16);
    listen(this);
  }

  // Room for the axes, by the size of their type.
  makeRoom(rem) {
    this.space = { left: 2.5 * rem, right: 0.6 * rem, top: 0.6 * rem, bottom: 2.7 * rem };
  }

  inner() {
    const margin = this.space;
    return {
      width: Math.max(this.node.clientWidth - margin.left - margin.right, 50),
      height: Math.max(this.node.clientHeight - margin.top - margin.bottom, 50),
    };
  }

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

  setRuns(runs) {
    this.runs = runs;
    if (this.x) this.lay();
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
  pixels(run) {
    const points = new Float64Array(2 * run.points);
    for (let k = 0; k < points.length; k += 2) {
      points[k] = bound(this.x(run.path[k]));
      points[k + 1] = bound(this.y(run.path[k + 1]));
    }
    return points;
  }

  draw(t, overlay) {
    if (!this.x) return;
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

  drawOnly(paint) {
    if (this.x) paint(prepare(this.heads, this.node.clientWidth, this.node.clientHeight), this);
  }

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

// A diverging run is drawn as far as the border: what it does beyond is no path on this map.
const lastShown = (run) => (run.status === "diverged" ? Math.min(run.left, run.points - 1) : run.points - 1);

const bound = (pixel) => (pixel > 1e5 ? 1e5 : pixel < -1e5 ? -1e5 : pixel);
