// The map: Plotly draws axes and contours once a surface; two canvases over it draw what moves.

import { element, prepare } from "./dom.js";
import { heights, rows, tints } from "./plotly.js";
import { linear } from "./scales.js";
import { drawMarker } from "./style.js";
import { Trails } from "./trails.js";

export class MapView {
  constructor(parent, { onStart, onSettle, label, movable }) {
    this.plot = element("div", { class: "plot" });
    this.trails = new Trails();
    this.heads = element("canvas", { class: "grab", tabindex: "0", role: movable ? "application" : "img", "aria-label": label });
    this.node = element("div", { class: "map" }, this.plot, this.trails.canvas, this.heads);
    parent.append(this.node);
    Object.assign(this, { onStart, onSettle, movable });
    this.runs = [];
    this.makeRoom(16);
    this.listen();
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
    this.plotted = Plotly.react(this.plot, this.traces(surface), this.layout(surface), { staticPlot: true });
    this.lay();
  }

  traces(surface) {
    const z = rows(heights(surface), surface.columns);
    const [left, right, low, high] = surface.window;
    const contour = {
      type: "contour",
      z,
      x0: left,
      dx: (right - left) / (surface.columns - 1),
      y0: low,
      dy: (high - low) / (z.length - 1),
      ncontours: 18,
      colorscale: tints(this.colours.dark),
      showscale: false,
      hoverinfo: "skip",
      line: { width: 1, color: this.colours.dark ? "#48677a" : "#9fb6c2", smoothing: 1 },
    };
    const minima = {
      type: "scatter",
      mode: "markers",
      x: surface.minima.map(([x]) => x),
      y: surface.minima.map(([, y]) => y),
      hoverinfo: "skip",
      marker: { symbol: "star", size: 15, color: this.colours.background, line: { width: 2, color: this.colours.text } },
    };
    return [contour, minima];
  }

  layout(surface) {
    const [left, right, low, high] = surface.window;
    const axis = (range, title) => ({
      range,
      title: { text: title, standoff: 2 },
      zeroline: false,
      showgrid: false,
      color: this.colours.text,
      tickfont: { size: this.colours.size * 0.8 },
      fixedrange: true,
      automargin: false,
    });
    return {
      width: this.node.clientWidth,
      height: this.node.clientHeight,
      margin: { l: this.space.left, r: this.space.right, t: this.space.top, b: this.space.bottom, pad: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      showlegend: false,
      font: { family: this.colours.font, size: this.colours.size * 0.85 },
      xaxis: axis([left, right], surface.axes[0]),
      yaxis: axis([low, high], surface.axes[1]),
    };
  }

  setRuns(runs) {
    this.runs = runs;
    if (this.x) this.lay();
  }

  lay() {
    const { width, height } = this.inner();
    const lines = this.runs.map((run) => ({ look: run.look, strength: run.strength, points: this.pixels(run), last: lastShown(run) }));
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
    if (run.status === "diverged" && t >= run.left) return this.drawBadge(context, k);
    if (this.inside(x, y)) drawMarker(context, run.look.marker, x, y, 7.5, run.look.colour, this.colours.background);
    else if (t >= last) this.drawBadge(context, k);
  }

  // Where a run is at `t`, in pixels.
  at(run, t) {
    return this.trails.at(this.runs.indexOf(run), t);
  }

  // At the border, where the run left: what happened, and at which step.
  drawBadge(context, k) {
    const run = this.runs[k];
    const step = this.stepOut(k);
    const badge = run.badge(step);
    const [x, y] = this.exit(k, step);
    context.font = `600 ${this.colours.size * 0.85}px ${this.colours.font}`;
    const width = context.measureText(badge).width + 34;
    const height = this.colours.size * 1.7;
    const inner = this.inner();
    const left = Math.min(Math.max(x - width / 2, this.space.left + 4), this.space.left + inner.width - width - 4);
    const place = Math.min(Math.max(y - height / 2, this.space.top + 4), this.space.top + inner.height - height - 4);
    const top = this.freePlace(left, place, width, height);
    context.fillStyle = this.colours.background;
    context.strokeStyle = run.look.colour;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(left, top, width, height, height / 2);
    context.fill();
    context.stroke();
    drawMarker(context, run.look.marker, left + 16, top + height / 2, 6, run.look.colour, this.colours.background);
    context.fillStyle = this.colours.text;
    context.textBaseline = "middle";
    context.fillText(badge, left + 28, top + height / 2 + 1);
  }

  // Badges stand beside each other, towards the middle, never on each other.
  freePlace(left, wanted, width, height) {
    const towards = wanted > this.node.clientHeight / 2 ? -1 : 1;
    let top = wanted;
    while (this.badges.some((b) => Math.abs(b.top - top) < height && left < b.left + b.width && b.left < left + width)) {
      top += towards * (height + 4);
    }
    this.badges.push({ left, top, width });
    return top;
  }

  // When a run left the map: as the core says, or only this screen's part of it.
  stepOut(k) {
    const { left, points } = this.runs[k];
    if (Number.isFinite(left)) return left;
    for (let step = 1; step < points; step++) if (!this.inside(...this.trails.at(k, step))) return step;
    return points - 1;
  }

  exit(k, out) {
    const { width, height } = this.inner();
    const step = Math.max(Math.min(out, this.runs[k].points - 1), 1);
    const [from, to] = [this.trails.at(k, step - 1), this.trails.at(k, step)];
    let [a, b] = [0, 1];
    for (let halving = 0; halving < 30; halving++) {
      const middle = (a + b) / 2;
      const x = from[0] + middle * (to[0] - from[0]);
      const y = from[1] + middle * (to[1] - from[1]);
      const inside = x > this.space.left && x < this.space.left + width && y > this.space.top && y < this.space.top + height;
      if (inside) a = middle;
      else b = middle;
    }
    return [from[0] + a * (to[0] - from[0]), from[1] + a * (to[1] - from[1])];
  }

  inside(x, y) {
    const { width, height } = this.inner();
    return x >= this.space.left && x <= this.space.left + width && y >= this.space.top && y <= this.space.top + height;
  }

  // Arrows move the start by a hundredth of the map.
  press(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (!way || !this.movable || !this.x || !this.start || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [left, right, low, high] = this.surface.window;
    const far = event.shiftKey ? 0.1 : 0.01;
    const [x, y] = [this.start[0] + way[0] * far * (right - left), this.start[1] + way[1] * far * (high - low)];
    this.onStart([Math.min(Math.max(x, left), right), Math.min(Math.max(y, low), high)], false);
    this.onSettle();
  }

  // A click or a drag anywhere on the map moves the start there.
  listen() {
    const point = (event) => {
      const box = this.heads.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      return this.x && this.inside(x, y) ? [this.x.invert(x), this.y.invert(y)] : null;
    };
    this.heads.onpointerdown = (event) => {
      const where = point(event);
      if (!where || event.button !== 0) return;
      this.heads.setPointerCapture(event.pointerId);
      this.dragging = true;
      this.onStart(where, false);
    };
    // The keyboard's focus is for those who came by keyboard: others go on with the stage's keys.
    this.heads.onmousedown = (event) => {
      event.preventDefault();
      this.heads.closest(".stage").focus({ preventScroll: true });
    };
    this.heads.onkeydown = (event) => this.press(event);
    this.heads.onpointermove = (event) => {
      const where = this.dragging && point(event);
      if (where) this.onStart(where, false);
    };
    this.heads.onpointerup = this.heads.onpointercancel = () => {
      if (this.dragging) this.onStart(null, true);
      this.dragging = false;
    };
  }
}

// A diverging run is drawn as far as the border: what it does beyond is no path on this map.
const lastShown = (run) => (run.status === "diverged" ? Math.min(run.left, run.points - 1) : run.points - 1);

const bound = (pixel) => (pixel > 1e5 ? 1e5 : pixel < -1e5 ? -1e5 : pixel);
