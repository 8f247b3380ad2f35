// Of a figure: "Reset" takes its controls back to where a bare link has them and leaves the seed alone;
// "New seed" takes another seed and leaves all else alone.

import { element } from "../core/dom.js";
import { actionOf } from "../core/keys.js";
import { Query } from "../core/query.js";

const MOST_SEED = 2 ** 31;

export class Resets {
  constructor(figure) {
    this.figure = figure;
    this.mounted = figure.data.query; // for figures that no bare link opens
  }

  tools(words) {
    const make = (name, act) =>
      element("button", {
        type: "button",
        class: name,
        text: words[name],
        title: words[`${name}_title`],
        onclick: act,
      });
    this.seed = make("new_seed", () => this.reseed());
    this.seed.hidden = !this.seeded;
    return [make("reset", () => this.reset()), this.seed];
  }

  get seeded() {
    return this.figure.data.controls.some(({ keys }) => keys.includes("seed"));
  }

  reset() {
    const { data, query } = this.figure;
    const first = new Query(data.first || this.mounted);
    const keys = data.controls
      .flatMap((control) => control.keys)
      .filter((key) => key !== "seed" && first.get(key) !== undefined);
    keys.forEach((key) => query.set(key, first.get(key)));
    this.done();
  }

  reseed() {
    const { query } = this.figure;
    if (!this.seeded) return;
    query.set("seed", (query.number("seed") + 1) % MOST_SEED);
    this.done();
  }

  done() {
    this.figure.change([], null);
    this.figure.commit();
  }

  press(event) {
    const act = { rewind: () => this.reset(), seed: () => this.reseed() }[(actionOf(event) || [])[0]];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
