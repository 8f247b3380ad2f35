// The scenario as the address bar writes it: an ordered map of keys to text. Beside the scenario's own
// keys it may hold what is kept: the pinned runs, and setting A of a comparison. The server reads it alike
// (scenario.py, pins.py): tests/golden/links.json holds both to it.

import manifest from "./manifest.js";

/** @import { Pair } from "./types.js" */
/** @typedef {{ optimizer: string, suffix: string }} RunInQuery */
/** @typedef {[key: string, text: string]} Setting */

// Whether a key is one of these; one of them that ends in a point stands for all that begin with it.
/** @param {string[]} keys  @param {string} key */
const isOf = (keys, key) => keys.some((each) => (each.endsWith(".") ? key.startsWith(each) : key === each));

// "1,-0.5"
/** @param {string | undefined} text  @returns {Pair} */
export function placeOf(text = "") {
  const [x, y] = text.split(",").map(Number);
  return [x, y];
}

export class Query {
  /** @param {string | URLSearchParams} text */
  constructor(text) {
    /** @type {Map<string, string>} */
    this.values = new Map(new URLSearchParams(text));
  }

  /** @param {string} key */
  get(key) {
    return this.values.get(key);
  }

  /** @param {string} key */
  number(key) {
    return Number(this.values.get(key));
  }

  /** @param {string} key  @param {string | number | null | undefined} value */
  set(key, value) {
    this.values.set(key, String(value));
  }

  get start() {
    return placeOf(this.get("start"));
  }

  // The runs, in order: { optimizer, suffix }; the first has no suffix, the second ".2" and so on.
  /** @returns {RunInQuery[]} */
  get runs() {
    return [...this.values.keys()]
      .filter((key) => /^optimizer(\.\d+)?$/.test(key))
      .map((key) => ({ optimizer: String(this.get(key)), suffix: key.slice("optimizer".length) }));
  }

  // Places of the pinned runs, and of those whose knobs still turn.
  get pins() {
    const last = this.runs.length - 1;
    return (this.get("pins") || "")
      .split(",")
      .filter(Boolean)
      .map((text) => Number(text) - 1)
      .filter((place) => place <= last);
  }

  get live() {
    const { pins } = this;
    return this.runs.map((_, place) => place).filter((place) => !pins.includes(place));
  }

  // Only what decides the surface, so that it is asked for once.
  get surface() {
    return [...this.values]
      .filter(([key]) => isOf(manifest.of_surface, key))
      .map((pair) => pair.join("="))
      .join("&");
  }

  // What is the same for all runs.
  /** @returns {Setting[]} */
  get ground() {
    return [...this.values].filter(([key]) => isOf(manifest.of_ground, key));
  }

  // The ground of setting A, where one is kept.
  /** @returns {Setting[]} */
  get groundOfA() {
    return [...this.values]
      .filter(([key]) => key.startsWith("a."))
      .map(([key, text]) => [key.slice(2), text]);
  }

  // What belongs to one run, its keys without their number.
  /** @param {number} place  @returns {Setting[]} */
  of(place) {
    const { suffix } = this.runs[place];
    const own = (/** @type {[string, string]} */ [key]) =>
      !isOf([...manifest.of_ground, ...manifest.of_pins], key) &&
      (suffix ? key.endsWith(suffix) : !/\.\d+$/.test(key));
    return [...this.values]
      .filter(own)
      .map(([key, text]) => [key.slice(0, key.length - suffix.length), text]);
  }

  // Whether a key is a pinned run's.
  /** @param {string} key */
  stays(key) {
    return this.pins.some((place) => this.of(place).some(([own]) => own + this.runs[place].suffix === key));
  }

  // Without what is kept: all that the core is asked.
  asked() {
    return new URLSearchParams([...this.values].filter(([key]) => !isOf(manifest.of_pins, key))).toString();
  }

  toString() {
    return new URLSearchParams([...this.values]).toString();
  }
}
