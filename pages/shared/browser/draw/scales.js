// Numbers to pixels and back, and the marks of an axis. Pure functions.

/**
 * @typedef {object} Inverse
 * @property {(pixel: number) => number} invert
 * @property {(count?: number, least?: number) => number[]} marks  round values along it
 *
 * @typedef {((value: number) => number) & Inverse} Scale
 * @typedef {"linear" | "log"} Kind
 */

/**
 * @param {number} low  @param {number} high  the values at
 * @param {number} from  @param {number} to  these pixels
 * @returns {Scale}
 */
export function linear(low, high, from, to) {
  const slope = (to - from) / (high - low);
  const scale = (value) => from + (value - low) * slope;
  scale.invert = (pixel) => low + (pixel - from) / slope;
  scale.marks = (count, least) => ticks(low, high, count, least);
  return scale;
}

/** @type {typeof linear} */
export function logarithmic(low, high, from, to) {
  const inner = linear(Math.log10(low), Math.log10(high), from, to);
  const scale = (value) => inner(Math.log10(value));
  scale.invert = (pixel) => 10 ** inner.invert(pixel);
  scale.marks = (count) => decades(low, high, count);
  return scale;
}

/** @param {string} kind  a Kind, or that of a control that is no slider */
export const scaleOf = (kind) => (kind === "log" ? logarithmic : linear);

// About `count` round values within low..high, no nearer than `least`: there is no half a step.
export function ticks(low, high, count = 5, least = 0) {
  const rough = (high - low) / Math.max(count, 1);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= Math.max(rough * 0.999, least)) ?? least;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

// Marks of a logarithmic axis: powers of ten; where these are few, round values between them.
export function logTicks(low, high, count = 6) {
  const round =
    high / low < 1e3
      ? decades(low / 10, high).flatMap((power) => [1, 2, 5].map((m) => Number((m * power).toPrecision(2))))
      : [];
  const within = round.filter((value) => low <= value * (1 + 1e-9) && value <= high * (1 + 1e-9));
  if (within.length > 2 && within.length <= count) return within;
  const powers = decades(low, high, count);
  return powers.length > 1 ? powers : ticks(low, high, count).filter((value) => value > 0);
}

// Powers of ten within low..high, thinned to about `count`.
export function decades(low, high, count = 6) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / count));
  const powers = [];
  for (let power = first; power <= last; power += every) powers.push(10 ** power);
  return powers;
}
