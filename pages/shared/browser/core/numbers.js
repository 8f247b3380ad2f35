// How a number is written: as server and paper write it. Pure functions.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// 0.0123, 1.2×10⁻⁷, ∞: `digits` significant digits, no trailing zeros.
export function write(value, digits = 3) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5)
    return minus(String(Number(value.toPrecision(Math.max(digits, size >= 1e3 ? 5 : 0)))));
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

// A slider's value rounded as its number box shows it: three significant digits, or its step; its
// ends stay its ends, where a momentum of 0.999 must not become 1.
export function rounded(value, { step, low, high }) {
  const near = step
    ? Number((low + Math.round((value - low) / step) * step).toPrecision(12))
    : Number(value.toPrecision(3));
  return Math.min(Math.max(near, low), high);
}
