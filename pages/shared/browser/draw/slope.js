// What the optimiser sees: no map, only the loss and the slope where it stands.

import { fill } from "../core/words.js";
import { linear } from "./scales.js";
import { write, writePair } from "../core/numbers.js";
import { drawMarker } from "./style.js";

const RADIUS = 5.2; // of the patch, in sizes of the type
const LEVELS = 7; // about so many level lines on the patch

export class SlopeView {
  constructor(words) {
    this.words = words;
  }

  // grad: a pair for each point of the run in focus, noise and all.
  set(grad, colours) {
    Object.assign(this, { grad, colours });
  }

  // Drawn on the map's canvas, in the map's own coordinates; `t` is the step.
  draw(context, map, t, run) {
    if (!run || !this.grad) return;
    this.run = run;
    const step = Math.min(Math.floor(t), this.run.points - 1);
    const seen = this.at(step);
    const [x, y] = map
      .at(this.run, step)
      .map((pixel, k) => Math.min(Math.max(pixel, 0), k ? map.node.clientHeight : map.node.clientWidth));
    const radius = RADIUS * this.colours.size;
    if (Number.isFinite(seen.steepness)) this.drawPatch(context, map, seen, x, y, radius);
    drawMarker(context, this.run.look.marker, x, y, 7.5, this.run.look.colour, this.colours.background);
    this.drawHistory(context, map, step);
    this.drawWords(context, map, seen);
  }

  at(step) {
    const slope = [this.grad[2 * step], this.grad[2 * step + 1]];
    const place = [this.run.path[2 * step], this.run.path[2 * step + 1]];
    return { step, slope, place, loss: this.run.loss[step], steepness: Math.hypot(...slope) };
  }

  // The tangent plane: straight level lines, closer where it is steeper, lighter uphill.
  drawPatch(context, map, { slope, steepness }, x, y, radius) {
    const across = Math.abs(map.x(1) - map.x(0));
    const up = Math.abs(map.y(1) - map.y(0));
    const fall = Math.hypot(slope[0] / across, slope[1] / up); // of the loss, a pixel
    const [east, north] = fall ? [slope[0] / across / fall, slope[1] / up / fall] : [0, 0];
    const uphill = [x + radius * east, y - radius * north];
    const downhill = [x - radius * east, y + radius * north];
    context.save();
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    const tint = context.createLinearGradient(...downhill, ...uphill);
    tint.addColorStop(0, this.colours.dark ? "#0b3a55" : "#bcdae8");
    tint.addColorStop(1, this.colours.dark ? "#34444e" : "#f7f4ec");
    context.fillStyle = fall ? tint : this.colours.panel;
    context.fill();
    context.clip();
    this.apart = levelStep(fall * radius * 2);
    if (fall) this.drawLevels(context, [x, y], [east, -north], this.apart / fall, radius);
    context.restore();
    context.strokeStyle = this.colours.border;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
    if (steepness) this.drawArrow(context, x, y, -east, north, radius);
  }

  drawLevels(context, [x, y], [east, south], gap, radius) {
    context.strokeStyle = this.colours.dark ? "#6d8ea2" : "#7f9fb0";
    context.lineWidth = 1;
    for (let k = -Math.floor(radius / gap); k <= radius / gap; k++) {
      const [px, py] = [x + k * gap * east, y + k * gap * south];
      context.beginPath();
      context.moveTo(px - radius * south, py + radius * east);
      context.lineTo(px + radius * south, py - radius * east);
      context.stroke();
    }
  }

  // Straight down the slope: that is all the direction it is told.
  drawArrow(context, x, y, east, south, radius) {
    const [tipX, tipY] = [x + radius * east, y + radius * south];
    const size = 0.6 * this.colours.size;
    context.strokeStyle = context.fillStyle = this.run.look.colour;
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(tipX, tipY);
    context.stroke();
    context.beginPath();
    context.moveTo(tipX + size * east, tipY + size * south);
    context.lineTo(tipX - size * (0.6 * south + 0.4 * east), tipY + size * (0.6 * east - 0.4 * south));
    context.lineTo(tipX + size * (0.6 * south - 0.4 * east), tipY - size * (0.6 * east + 0.4 * south));
    context.fill();
  }

  // The loss so far, and nothing of what is to come.
  drawHistory(context, map, step) {
    const { width, height } = map.inner();
    const { size } = this.colours;
    const [left, bottom] = [map.space.left + 0.8 * size, map.space.top + height - 0.8 * size];
    const [wide, high] = [Math.min(0.38 * width, 16 * size), Math.min(0.24 * height, 7 * size)];
    const losses = Array.from(this.run.loss.subarray(0, step + 1)).filter(Number.isFinite);
    const [low, top] = [Math.min(...losses), Math.max(...losses)];
    const x = linear(0, Math.max(step, 1), left, left + wide);
    const y = linear(low, top > low ? top : low + 1, bottom, bottom - high);
    context.strokeStyle = this.colours.border;
    context.lineWidth = 1;
    context.strokeRect(left, bottom - high, wide, high);
    context.strokeStyle = this.run.look.colour;
    context.lineWidth = 2.4;
    context.beginPath();
    losses.forEach((loss, k) => context.lineTo(x(k), y(loss)));
    context.stroke();
    context.fillStyle = this.colours.text;
    context.font = `${0.85 * size}px ${this.colours.font}`;
    context.textBaseline = "bottom";
    context.fillText(this.words.loss_so_far, left, bottom - high - 4);
  }

  drawWords(context, map, seen) {
    const { size } = this.colours;
    context.fillStyle = this.colours.text;
    context.font = `600 ${size}px ${this.colours.font}`;
    context.textBaseline = "top";
    this.lines(seen).forEach((line, k) =>
      context.fillText(line, map.space.left + 0.8 * size, map.space.top + (0.6 + 1.5 * k) * size),
    );
  }

  lines({ step, place, slope, loss }) {
    const said = {
      name: this.run.name,
      step,
      place: writePair(place),
      slope: writePair(slope),
      loss: write(loss, 4),
      apart: write(this.apart ?? NaN, 1),
    };
    return [this.words.slope_where, this.words.slope_numbers, this.words.slope_lines].map((line) =>
      fill(line, said),
    );
  }
}

// A round difference of loss between two level lines, for about LEVELS of them in `whole`.
export function levelStep(whole) {
  if (!(whole > 0) || !Number.isFinite(whole)) return NaN;
  const rough = whole / LEVELS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= rough * 0.999);
}
