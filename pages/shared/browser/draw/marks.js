// Where the axis of a figure has its marks, where Plotly's own would be hard to read from afar: on a
// logarithmic one it writes small digits between large powers, on one of counts it writes halves.

import { write } from "../core/numbers.js";
import { logTicks } from "./scales.js";

const MOST_COUNTS = 10; // of which each has its mark

// What Plotly needs to know of it: of the axis' scale, all arrays of numbers along it, and how many
// marks find room.
/** @param {"linear" | "log"} scale  @param {ArrayLike<number>[]} arrays  @param {number} [count] */
export function marks(scale, arrays, count) {
  if (scale !== "log") return ofCounts(arrays);
  const [low, high] = ends(arrays, (value) => value > 0);
  return low <= high ? written(logTicks(low, high, count)) : {};
}

/** @param {ArrayLike<number>[]} arrays  @param {(value: number) => boolean} drawn */
function ends(arrays, drawn) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of arrays.flatMap((array) => Array.from(array))) {
    if (Number.isFinite(value) && drawn(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}

const written = (places) => ({
  tickmode: "array",
  tickvals: places,
  ticktext: places.map((place) => write(place)),
});

/** @param {ArrayLike<number>[]} arrays */
function ofCounts(arrays) {
  if (!arrays.every((array) => Array.from(array).every(Number.isInteger))) return {};
  const [low, high] = ends(arrays, () => true);
  return high - low >= 1 && high - low <= MOST_COUNTS ? { dtick: 1 } : {};
}
