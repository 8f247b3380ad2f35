// A map whose values are runs: a number each, NaN where a run was lost, infinite where it never
// came. Plotly gets places on a colour bar that names all three; the values stay what they are.

import { write } from "../core/numbers.js";
import { logTicks, ticks } from "./scales.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Numbers } from "../core/types.js" */

/**
 * How the values of a map become colours.
 * @typedef {object} Tint
 * @property {"log" | "linear" | "rate" | "names"} scale
 * @property {number} low
 * @property {number} high
 * @property {string} lost  what is said of a run that was lost
 * @property {string} never  of one that never came; empty where all come
 * @property {string[]} colours  of these two, and of each name
 * @property {string[]} [names]  of the values 0, 1, …
 *
 * @typedef {[place: number, colour: string]} Stop
 * @typedef {[place: number, name: string]} Tick
 */

const BLOCK = 0.12; // of the bar's middle part, for each of the two that have no number
const MOST_WORDS = 128; // rows of a map of which each cell has its words
const MOST_MARKS = 8; // of a logarithmic bar
const EDGE = 0.04; // so near to a block its name has no room
/** @type {Stop[]} */
const COLOURS = [
  [0, "#10306e"],
  [0.35, "#2f6f9f"],
  [0.6, "#78b08a"],
  [0.8, "#cfd07a"],
  [1, "#fce896"],
]; // fast is dark

/** @type {WeakMap<Numbers[], Float32Array[]>} */
const kept = new WeakMap(); // a map is tinted once, however often it is drawn

/** @param {{ tint: Tint, z: Numbers[] }} trace  with whatever else Plotly takes  @param {Colours} colours */
export function tinted({ tint, ...trace }, colours) {
  const scale = placing(tint);
  const [low, high] = [-BLOCK, 1 + (tint.never ? BLOCK : 0)];
  const share = (place) => (place - low) / (high - low);
  return {
    ...trace,
    z: placed(trace.z, scale.place),
    values: trace.z,
    ...readout(trace.z, tint),
    zmin: low,
    zmax: high,
    colorscale: [
      ...block(0, share(0), tint.colours[0]),
      ...scale.colours.map(([place, colour]) => [share(place), colour]),
      ...(tint.never ? block(share(1), 1, tint.colours[1]) : []),
    ],
    colorbar: {
      thickness: colours.size,
      outlinewidth: 1,
      outlinecolor: colours.border,
      tickmode: "array",
      tickfont: { color: colours.text },
      tickvals: [-BLOCK / 2, ...scale.ticks.map(([place]) => place), ...(tint.never ? [1 + BLOCK / 2] : [])],
      ticktext: [tint.lost, ...scale.ticks.map(([, name]) => name), ...(tint.never ? [tint.never] : [])],
    },
  };
}

/** @type {(from: number, to: number, colour: string) => Stop[]} */
const block = (from, to, colour) => [
  [from, colour],
  [to, colour],
];

// place(value) -> 0 … 1, the colours between, and the marks on the bar.
/** @param {Tint} tint */
function placing(tint) {
  if (tint.scale === "names") return named(tint);
  const inner = { log: Math.log10, linear: (value) => value, rate: steps }[tint.scale];
  const [from, to] = [inner(tint.low), inner(tint.high)];
  // Short of 1, where the colour of those that never came begins.
  const place = (value) => Math.min(Math.max((inner(value) - from) / (to - from || 1), 0), 1 - 1e-5);
  return {
    place,
    colours: COLOURS,
    ticks: marks(tint)
      .map((value) => /** @type {Tick} */ ([place(value), write(value)]))
      .filter(apart),
  };
}

/** @type {(tick: Tick, k: number, all: Tick[]) => boolean} */
const apart = ([at], k, all) =>
  at > EDGE && at < 1 - EDGE && (k === 0 || Math.abs(at - all[k - 1][0]) > 2 * EDGE);

// How many steps a digit takes at a rate, as a power of ten: between 0.9 and 0.99 lies a world.
const steps = (rate) => Math.log10(-1 / Math.log10(Math.min(Math.max(rate, 1e-3), 0.999999)));

/** @param {Tint} tint */
function marks({ scale, low, high }) {
  if (scale === "rate") return [0.5, 0.8, 0.9, 0.97, 0.99, 0.997, 0.999];
  if (scale === "linear") return ticks(low, high, 5);
  return logTicks(low, high, MOST_MARKS);
}

/** @param {Tint} tint */
function named({ names = [], colours }) {
  const count = Math.max(names.length, 1);
  const place = (value) => (value + 0.5) / count;
  return {
    place,
    colours: names.flatMap((_, k) => block(k / count, (k + 1) / count, colours[k + 2])),
    ticks: names.map((name, k) => /** @type {Tick} */ ([place(k), name])),
  };
}

/** @param {Numbers[]} z  @param {(value: number) => number} place */
function placed(z, place) {
  const known = kept.get(z);
  if (known) return known;
  const bar = (value) =>
    Number.isNaN(value) ? -BLOCK / 2 : value === Infinity ? 1 + BLOCK / 2 : place(value);
  const places = z.map((row) => Float32Array.from(row, bar));
  kept.set(z, places);
  return places;
}

/** @type {WeakMap<Numbers[], string[][]>} */
const texts = new WeakMap();

// What a cell says under the pointer. On the largest maps only where it is: words for all of its
// cells would take longer than the map.
/** @param {Numbers[]} z  @param {Tint} tint */
function readout(z, { lost, never, names }) {
  const place = "%{x:.3g}, %{y:.3g}";
  if (z.length > MOST_WORDS) return { hovertemplate: `${place}<extra></extra>` };
  const word = (value) =>
    Number.isNaN(value) ? lost : value === Infinity ? never : names ? names[value] : write(value, 4);
  if (!texts.has(z))
    texts.set(
      z,
      z.map((row) => Array.from(row, word)),
    );
  return { text: texts.get(z), hovertemplate: `${place}<br>%{text}<extra></extra>` };
}
