// What the optimiser sees: no map, only the loss and the slope where it stands.

import { write, writePair } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { drawMarker } from "./style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Context, Numbers, Pair, Run, Words } from "../core/types.js" */
/** @import { Axes } from "./axes.js" */
/** @import { MapView } from "./map.js" */

/**
 * What is known at a step.
 * @typedef {object} Seen
 * @property {number} step
 * @property {Pair} place
 * @property {number} loss
 * @property {Pair} slope
 * @property {number} steepness
 */

const RADIUS = 5.2; // of the patch, in sizes of the type
const LEVELS = 7; // about so many level lines on the patch

export class SlopeView {
  /** @type {Numbers} pairs, one for each point of the run in focus, noise and all */ grad;
  /** @type {Colours} */ colours;
  /** @type {Run} */ run;
  /** @type {number} of the loss, between two level lines */ apart = NaN;

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
  }

  /** @param {Numbers} grad  @param {Colours} colours */
  set(grad, colours) {
    this.grad = grad;
    this.colours = colours;
  }

  // Drawn on the map's canvas, in the map's own coordinates; `t` is the step.
  /** @param {Context} context  @param {MapView} map  @param {number} t  @param {Run | undefined} run */
  draw(context, map, t, run) {
    if (!run || !this.grad) return;
    this.run = run;
    const step = Math.min(Math.floor(t), this.run.points - 1);
    const seen = this.at(step);
    const [x, y] = map
      .at(this.run, step)
      .map((pixel, k) => Math.min(Math.max(pixel, 0), k ? map.node.clientHeight : map.node.clientWidth));
    const axes = map.axes(context);
    if (Number.isFinite(seen.steepness)) this.drawPatch(axes, seen, x, y, RADIUS * this.colours.size);
    drawMarker(context, this.run.look.marker, x, y, 7.5, this.run.look.colour, this.colours.background);
    this.drawHistory(axes, step);
    this.drawWords(axes, seen);
  }

  /** @param {number} step  @returns {Seen} */
  at(step) {
    /** @type {Pair} */
    const slope = [this.grad[2 * step], this.grad[2 * step + 1]];
    /** @type {Pair} */
    const place = [this.run.path[2 * step], this.run.path[2 * step + 1]];
    return { step, slope, place, loss: this.run.loss[step], steepness: Math.hypot(...slope) };
  }

  // The tangent plane: straight level lines, closer where it is steeper, lighter uphill.
  /** @param {Axes} axes  @param {Seen} seen  @param {number} x  @param {number} y  @param {number} radius */
  drawPatch(axes, { slope, steepness }, x, y, radius) {
    const { context, colours } = axes;
    const across = Math.abs(axes.x(1) - axes.x(0));
    const up = Math.abs(axes.y(1) - axes.y(0));
    const fall = Math.hypot(slope[0] / across, slope[1] / up); // of the loss, a pixel
    const [east, north] = fall ? [slope[0] / across / fall, slope[1] / up / fall] : [0, 0];
    /** @type {Pair} */
    const uphill = [x + radius * east, y - radius * north];
    /** @type {Pair} */
    const downhill = [x - radius * east, y + radius * north];
    context.save();
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    const tint = context.createLinearGradient(...downhill, ...uphill);
    tint.addColorStop(0, colours.dark ? "#0b3a55" : "#bcdae8");
    tint.addColorStop(1, colours.dark ? "#34444e" : "#f7f4ec");
    context.fillStyle = fall ? tint : colours.panel;
    context.fill();
    context.clip();
    this.apart = levelStep(fall * radius * 2);
    if (fall) this.drawLevels(axes, [x, y], [east, -north], this.apart / fall, radius);
    context.restore();
    axes.dot([x, y], radius, { colour: colours.border, ring: 1 });
    if (steepness) this.drawArrow(axes, x, y, -east, north, radius);
  }

  /** @param {Axes} axes  @param {Pair} middle  @param {Pair} uphill  @param {number} gap */
  drawLevels(axes, [x, y], [east, south], gap, radius) {
    const colour = this.colours.dark ? "#6d8ea2" : "#7f9fb0";
    for (let k = -Math.floor(radius / gap); k <= radius / gap; k++) {
      const [px, py] = [x + k * gap * east, y + k * gap * south];
      const ends = [1, -1].map((side) => [px - side * radius * south, py + side * radius * east]);
      axes.stroke(ends, { colour });
    }
  }

  // Straight down the slope: that is all the direction it is told.
  /** @param {Axes} axes  @param {number} x  @param {number} y */
  drawArrow(axes, x, y, east, south, radius) {
    const { context } = axes;
    const [tipX, tipY] = [x + radius * east, y + radius * south];
    const size = 0.6 * this.colours.size;
    axes.stroke(
      [
        [x, y],
        [tipX, tipY],
      ],
      { colour: this.run.look.colour, width: 3 },
    );
    context.fillStyle = this.run.look.colour;
    context.beginPath();
    context.moveTo(tipX + size * east, tipY + size * south);
    context.lineTo(tipX - size * (0.6 * south + 0.4 * east), tipY + size * (0.6 * east - 0.4 * south));
    context.lineTo(tipX + size * (0.6 * south - 0.4 * east), tipY - size * (0.6 * east + 0.4 * south));
    context.fill();
  }

  // The loss so far, and nothing of what is to come.
  /** @param {Axes} map  @param {number} step */
  drawHistory(map, step) {
    const { size } = this.colours;
    const [left, bottom] = [map.box.left + 0.8 * size, map.box.bottom - 0.8 * size];
    const right = left + Math.min(0.38 * (map.box.right - map.box.left), 16 * size);
    const top = bottom - Math.min(0.24 * (map.box.bottom - map.box.top), 7 * size);
    const axes = map.with({ box: { left, right, top, bottom } });
    const losses = Array.from(this.run.loss.subarray(0, step + 1)).filter(Number.isFinite);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const x = axes.across("linear", 0, Math.max(step, 1));
    const y = axes.up("linear", low, high > low ? high : low + 1);
    const points = losses.map((loss, k) => [x(k), y(loss)]);
    axes.frame();
    axes.stroke(points, { colour: this.run.look.colour, width: 2.4 });
    axes.text(this.words.loss_so_far, left, top - 4, { base: "bottom", size: 0.85 });
  }

  /** @param {Axes} axes  @param {Seen} seen */
  drawWords(axes, seen) {
    const { size } = this.colours;
    const { left, top } = axes.box;
    this.lines(seen).forEach((line, k) =>
      axes.text(line, left + 0.8 * size, top + (0.6 + 1.5 * k) * size, { size: 1, weight: 600 }),
    );
  }

  /** @param {Seen} seen */
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
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= rough * 0.999) ?? NaN;
}
