// The scenario as the address bar writes it: an ordered map of keys to text.

export class Query {
  constructor(text) {
    this.values = new Map(new URLSearchParams(text));
  }

  get(key) {
    return this.values.get(key);
  }

  number(key) {
    return Number(this.values.get(key));
  }

  set(key, value) {
    this.values.set(key, String(value));
  }

  get start() {
    return this.get("start").split(",").map(Number);
  }

  // The runs, in order: { optimizer, suffix }; the first has no suffix, the second ".2" and so on.
  get runs() {
    return [...this.values.keys()]
      .filter((key) => /^optimizer(\.\d+)?$/.test(key))
      .map((key) => ({ optimizer: this.get(key), suffix: key.slice("optimizer".length) }));
  }

  // Only what decides the surface, so that it is asked for once.
  get surface() {
    return [...this.values].filter(([key]) => /^(surface|formula)/.test(key)).map((pair) => pair.join("=")).join("&");
  }

  toString() {
    return new URLSearchParams([...this.values]).toString();
  }
}
