// Where the axis of a figure has its marks, where Plotly's own would be hard to read from afar: on a
// logarithmic one it writes small digits between large powers, on one of counts it writes halves.

import { decades, ticks, write } from "./scales.js";

const FEW = 3;
const WIDEST = 1e9; // from the lowest to the highest value
const MOST_COUNTS = 10; // of which each has its mark

// What Plotly needs to know of it: of the axis' scale, and of all arrays of numbers along it.
export function marks(scale, arrays) {
  if (scale !== "log") return ofCounts(arrays);
  const [low, high] = ends(arrays, (value) => value > 0);
  return high / low < WIDEST ? written(round(low, high)) : {};
}

function ends(arrays, counts) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of arrays.flatMap((array) => Array.from(array))) {
    if (Number.isFinite(value) && counts(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}

function round(low, high) {
  if (high / low >= 10 ** FEW) return decades(low, high);
  const powers = decades(low / 10, high);
  const found = powers.flatMap((power) => [1, 2, 5].map((m) => Number((m * power).toPrecision(2))));
  const within = found.filter((value) => low <= value * 1.1 && value <= high * 1.1);
  return within.length >= FEW ? within : ticks(low, high, 6).filter((value) => value > 0);
}

const written = (places) => ({ tickmode: "array", tickvals: places, ticktext: places.map((place) => write(place)) });

function ofCounts(arrays) {
  if (!arrays.every((array) => array.every(Number.isInteger))) return {};
  const [low, high] = ends(arrays, () => true);
  return high - low >= 1 && high - low <= MOST_COUNTS ? { dtick: 1 } : {};
}
