// Numbers to pixels and back, ticks, and how a number is written. Pure functions.

export function linear(low, high, from, to) {
  const slope = (to - from) / (high - low);
  const scale = (value) => from + (value - low) * slope;
  scale.invert = (pixel) => low + (pixel - from) / slope;
  return scale;
}

export function logarithmic(low, high, from, to) {
  const inner = linear(Math.log10(low), Math.log10(high), from, to);
  const scale = (value) => inner(Math.log10(value));
  scale.invert = (pixel) => 10 ** inner.invert(pixel);
  return scale;
}

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
  const round = high / low < 1e3 ? decades(low / 10, high).flatMap((power) => [1, 2, 5].map((m) => Number((m * power).toPrecision(2)))) : [];
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

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// 0.0123, 1.2×10⁻⁷, ∞: `digits` significant digits, no trailing zeros.
export function write(value, digits = 3) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return minus(String(Number(value.toPrecision(Math.max(digits, size >= 1e3 ? 5 : 0)))));
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const front = Number(mantissa) === 1 ? "" : `${Number(mantissa)}×`;
  return minus(`${front}10${superscript(Number(power))}`);
}

export const writePair = (pair, digits = 3) => `(${write(pair[0], digits)}, ${write(pair[1], digits)})`;

function superscript(power) {
  const digits = [...String(Math.abs(power))].map((d) => SUPERSCRIPTS[d]).join("");
  return power < 0 ? `⁻${digits}` : digits;
}

const minus = (text) => text.replace("-", "−");

// Fill {names} of a sentence; an unknown name stays, so that a test can see it. Latin letters and
// digits stand apart from Chinese, Chinese does not: as words/__init__.py does it.
// {count|step|steps} is the first word where the count is 1, else the second.
export function fill(sentence, values) {
  const counted = sentence.replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (whole, name, one, more) => (name in values ? (String(values[name]) === "1" ? one : more) : whole));
  return counted.replace(/( ?)\{(\w+)\}( ?)/g, (whole, before, name, after, at) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    const [left, right] = [counted[at - 1], counted[at + whole.length]];
    return gap(before, left, value[0]) + value + gap(after, value.at(-1), right);
  });
}

// Sentences one after the other; a Chinese full stop has its space in itself.
export const paragraph = (sentences) => sentences.filter(Boolean).join(" ").replaceAll("。 ", "。");

const CHINESE = /[\u4e00-\u9fff]/;
const LATIN = /[A-Za-z0-9\u0370-\u03ff)]/;

function gap(space, left = "", right = "") {
  const chinese = [left, right].map((letter) => CHINESE.test(letter));
  if (chinese.every(Boolean)) return "";
  return chinese.some(Boolean) && [left, right].some((letter) => LATIN.test(letter)) ? " " : space;
}

// A slider's value rounded as its number box shows it: three significant digits, or its step; its
// ends stay its ends, where a momentum of 0.999 must not become 1.
export function rounded(value, { step, low, high }) {
  const near = step ? Number((low + Math.round((value - low) / step) * step).toPrecision(12)) : Number(value.toPrecision(3));
  return Math.min(Math.max(near, low), high);
}
