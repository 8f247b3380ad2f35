// How far a run is after an update: as a number of updates, epochs, samples, or seconds.

import { write } from "../core/numbers.js";
import { scaleOf } from "./scales.js";

/** @import { Run } from "../core/types.js" */

/**
 * @typedef {object} RunAxis  An x axis that all runs fit on.
 * @property {(run: Run, step: number) => number} at
 * @property {(run: Run, pixel: number) => number} stepAt
 * @property {import("./axes.js").Marks} ticks
 */

export const UNITS = ["update", "epoch", "sample", "second"];
const WHOLE = ["update", "sample"];
const APART = 12; // times as far: from there on a linear axis hides the shorter run

// What one update adds; an epoch's last batch may be short, so these are means over an epoch.
export function perUpdate(run, unit) {
  if (unit === "update" || !run.batch) return 1;
  const perEpoch = Math.ceil(run.samples / run.batch);
  return { epoch: 1 / perEpoch, sample: run.samples / perEpoch, second: run.seconds }[unit];
}

/** @param {Run[]} runs  @param {string} unit  @returns {RunAxis} */
export function axisOf(runs, unit, steps, from, to) {
  const each = runs.map((run) => perUpdate(run, unit) || 1);
  const [least, most] = [Math.min(...each), Math.max(...each)];
  const log = most > APART * least;
  const [low, high] = log ? [least, most * steps] : [0, most * steps];
  const scale = scaleOf(log ? "log" : "linear")(low, high, from, to);
  const marks = log
    ? scale.marks((to - from) / 70)
    : scale.marks(Math.max(2, (to - from) / 90), WHOLE.includes(unit) ? 1 : 0);
  return {
    at: (run, step) => scale(Math.max(step * (perUpdate(run, unit) || 1), log ? low : 0)),
    stepAt: (run, pixel) => scale.invert(pixel) / (perUpdate(run, unit) || 1),
    ticks: marks.map((value) => [scale(value), unit === "update" && !log ? String(value) : write(value, 3)]),
  };
}
