// The loss curves of all runs, with a cursor that is the scrubber's.

import { element, prepare } from "../core/dom.js";
import { decades, linear, logarithmic, ticks } from "./scales.js";
import { write } from "../core/numbers.js";
import { drawMarker } from "./style.js";
import { axisOf } from "./units.js";

export class LossView {
  constructor(parent, { onSeek, words }) {
    this.words = words;
    this.curves = element("canvas");
    this.cursor = element("canvas", { class: "seek", role: "img", "aria-label": words.loss });
    this.readout = element("div", { class: "readout", "aria-hidden": "true" });
    this.node = element("div", { class: "chart" }, this.curves, this.cursor, this.readout);
    parent.append(this.node);
    this.runs = [];
    this.hover = null;
    this.listen(onSeek);
  }

  setRuns(runs, { colours, log, floor, steps, unit = "update", focus = 0 }) {
    Object.assign(this, {
      runs,
      colours,
      unit,
      focus,
      log: log && floor !== null,
      floor,
      steps: Math.max(steps, 1),
    });
    this.redraw();
  }

  // Above the minimum on a log axis, the loss itself on a linear one.
  height(run, step) {
    return this.log ? run.loss[step] - (run.floor ?? this.floor) : run.loss[step];
  }

  // Divergence must not flatten the rest: the axis ends a little above the highest start.
  extent() {
    const starts = this.runs.map((run) => this.height(run, 0)).filter(Number.isFinite);
    const high = Math.max(...starts, this.log ? 1e-12 : -Infinity);
    let low = Infinity;
    for (const run of this.runs) {
      for (let step = 0; step < run.points; step++) {
        const value = this.height(run, step);
        if (value < low && (!this.log || value > 0)) low = value;
      }
    }
    if (this.log) return [Math.max(Math.min(low, high / 10), high * 1e-14, 1e-300), high * 30];
    const bottom = Math.max(low, high - 20 * (Math.abs(high) + 1));
    return [Math.min(bottom, 0), high + 0.25 * (high - Math.min(bottom, 0) || 1)];
  }

  redraw() {
    const [width, height] = [this.node.clientWidth, this.node.clientHeight];
    const rem = this.colours ? this.colours.size : 16;
    this.margin = { left: 3.7 * rem, right: 0.9 * rem, top: 1.5 * rem, bottom: 2.8 * rem };
    if (!this.runs.length || width < 60 || height < 60) return;
    const context = prepare(this.curves, width, height);
    const [low, high] = this.extent();
    this.x = axisOf(this.runs, this.unit, this.steps, this.margin.left, width - this.margin.right);
    this.y = (this.log ? logarithmic : linear)(low, high, height - this.margin.bottom, this.margin.top);
    this.drawAxes(context, low, high, width, height);
    context.save();
    context.beginPath();
    context.rect(
      this.margin.left,
      this.margin.top,
      width - this.margin.left - this.margin.right,
      height - this.margin.top - this.margin.bottom,
    );
    context.clip();
    this.runs.forEach((run) => this.drawCurve(context, run, height));
    context.restore();
  }

  drawAxes(context, low, high, width, height) {
    const { colours } = this;
    context.font = `${colours.size * 0.8}px ${colours.font}`;
    context.strokeStyle = colours.border;
    context.fillStyle = colours.text;
    context.lineWidth = 1;
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const value of this.log ? decades(low, high) : ticks(low, high, 5)) {
      const y = Math.round(this.y(value)) + 0.5;
      line(context, this.margin.left, y, width - this.margin.right, y);
      context.fillText(write(value, 2), this.margin.left - 6, y);
    }
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const [x, text] of this.x.ticks) context.fillText(text, x, height - this.margin.bottom + 6);
    context.fillText(
      this.unit === "update" ? this.words.step : this.words[`axis_${this.unit}`],
      (this.margin.left + width) / 2,
      height - 1.1 * colours.size,
    );
    context.textAlign = "left";
    context.fillText(this.title(), this.margin.left, 2);
  }

  title() {
    if (!this.log) return this.words.loss;
    return this.floor === 0 ? this.words.loss_log : this.words.loss_above;
  }

  drawCurve(context, run, height) {
    context.beginPath();
    context.setLineDash(run.look.dash);
    context.strokeStyle = run.look.colour;
    context.globalAlpha = run.strength;
    context.lineWidth = 2.4;
    context.lineJoin = "round";
    for (let step = 0; step < run.points; step++) {
      context.lineTo(this.x.at(run, step), placed(this.height(run, step), this.y, height));
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  draw(t) {
    this.t = t;
    if (!this.x) return;
    const [width, height] = [this.node.clientWidth, this.node.clientHeight];
    const context = prepare(this.cursor, width, height);
    context.strokeStyle = this.colours.text;
    context.globalAlpha = 0.6;
    const now = this.x.at(this.runs[Math.min(this.focus, this.runs.length - 1)], t);
    line(context, now, this.margin.top, now, height - this.margin.bottom);
    context.globalAlpha = 1;
    for (const run of this.runs) {
      const step = Math.min(Math.floor(t), run.points - 1);
      const value = this.height(run, step);
      if (!Number.isFinite(this.y(value)) && value !== Infinity) continue;
      const y = placed(value, this.y, height);
      const seen = Math.min(Math.max(y, this.margin.top), height - this.margin.bottom);
      drawMarker(
        context,
        run.look.marker,
        this.x.at(run, Math.min(t, run.points - 1)),
        seen,
        5.5,
        run.look.colour,
        this.colours.background,
      );
    }
    this.showReadout(width);
  }

  // Exact step and value of every run under the pointer.
  showReadout(width) {
    this.readout.hidden = this.hover === null;
    if (this.hover === null) return;
    const step = this.hover;
    const lines = this.runs.map((run) => {
      const value = step < run.points ? write(run.loss[step], 6) : run.statusWord;
      return element(
        "div",
        {},
        element("i", { style: `background:${run.look.colour}` }),
        `${run.name}: ${value}`,
      );
    });
    this.readout.replaceChildren(element("b", { text: `${this.words.step} ${step}` }), ...lines);
    const place = this.x.at(this.runs[Math.min(this.focus, this.runs.length - 1)], step);
    const left = place > width / 2;
    this.readout.style.left = left ? "" : `${place + 12}px`;
    this.readout.style.right = left ? `${width - place + 12}px` : "";
  }

  listen(onSeek) {
    const stepAt = (event) => {
      const box = this.cursor.getBoundingClientRect();
      const run = this.runs[Math.min(this.focus, this.runs.length - 1)];
      return Math.round(Math.min(Math.max(this.x.stepAt(run, event.clientX - box.left), 0), this.steps));
    };
    this.cursor.onpointerdown = (event) => {
      this.cursor.setPointerCapture(event.pointerId);
      this.dragging = true;
      onSeek(stepAt(event));
    };
    this.cursor.onpointermove = (event) => {
      if (!this.x) return;
      this.hover = stepAt(event);
      if (this.dragging) onSeek(this.hover);
      else this.draw(this.t);
    };
    this.cursor.onpointerup = () => (this.dragging = false);
    this.cursor.onpointerleave = () => {
      this.hover = null;
      this.draw(this.t);
    };
  }
}

function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

// Where a loss is drawn: what has no logarithm lies below the plot, what is beyond all numbers above.
export function placed(value, scale, height) {
  const y = scale(value);
  if (Number.isFinite(y)) return Math.min(Math.max(y, -1e4), height + 1e4);
  return value > 0 ? -1e4 : height + 20;
}
