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

// About `count` round values within low..high.
export function ticks(low, high, count = 5) {
  const rough = (high - low) / Math.max(count, 1);
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

// Marks of a logarithmic axis: powers of ten; where these are fewer than two, round values between.
export function logTicks(low, high, count = 6) {
  const powers = decades(low, high, count);
  if (powers.length > 1) return powers;
  const first = Math.floor(Math.log10(low) - 1e-9);
  const round = [0, 1].flatMap((k) => [1, 2, 5].map((m) => m * 10 ** (first + k))).filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  return round.length > 1 ? round : ticks(low, high, 3);
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

// Fill {names} of a sentence; an unknown name stays, so that a test can see it.
// {count|step|steps} is the first word where the count is 1, else the second.
export function fill(sentence, values) {
  const counted = sentence.replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (whole, name, one, more) => (name in values ? (String(values[name]) === "1" ? one : more) : whole));
  return counted.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// A slider's value rounded as its number box shows it: three significant digits, or its step; its
// ends stay its ends, where a momentum of 0.999 must not become 1.
export function rounded(value, { step, low, high }) {
  const near = step ? Number((low + Math.round((value - low) / step) * step).toPrecision(12)) : Number(value.toPrecision(3));
  return Math.min(Math.max(near, low), high);
}
