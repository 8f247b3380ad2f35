// The buttons that pin and compare, and in a comparison the bar that says how it is shown.

import { element } from "../core/dom.js";
import { fill } from "../core/words.js";
import { compared, laidOut, pinned, sameSurface, swappable, swapped, unpinned } from "./sides.js";

/** @import { Words } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

export class Versus {
  /** @type {Words} */ words;
  /** @type {HTMLButtonElement} */ pin;
  /** @type {HTMLButtonElement} */ unpin;
  /** @type {HTMLButtonElement} */ compare;
  /** @type {HTMLButtonElement} */ swap;
  /** @type {HTMLButtonElement} */ end;
  /** @type {HTMLButtonElement[]} overlaid and split */ layouts;
  /** @type {HTMLButtonElement[]} that stand above the map */ tools;
  /** @type {HTMLElement} of a comparison */ bar;

  /** @param {Experiment} experiment */
  constructor(experiment) {
    this.experiment = experiment;
  }

  // The stage is made anew for each language.
  /** @param {Words} words */
  build(words) {
    this.words = words;
    const become = (change) => () => this.experiment.become(change(this.experiment.query));
    const button = (name, act) =>
      element("button", {
        type: "button",
        class: name,
        text: words[name],
        title: words[`${name}_title`],
        onclick: act,
      });
    this.pin = button("pin_run", () =>
      this.experiment.restore(pinned(this.query, this.pinnable()).toString()),
    );
    this.unpin = button("unpin_runs", become(unpinned));
    this.compare = button(
      "compare",
      become((query) => compared(query, this.crowded() ? "split" : "overlaid")),
    );
    this.layouts = ["overlaid", "split"].map((layout) =>
      button(
        layout,
        become((query) => laidOut(query, layout)),
      ),
    );
    const group = element(
      "span",
      { class: "choices", role: "group", "aria-label": words.compare },
      ...this.layouts,
    );
    this.swap = button("swap", become(swapped));
    this.end = button("end_compare", become(unpinned));
    this.bar = element(
      "div",
      { class: "versus", role: "group", "aria-label": words.compare, hidden: true },
      group,
      this.swap,
      this.end,
    );
    this.tools = [this.pin, this.unpin, this.compare];
  }

  get query() {
    return this.experiment.query;
  }

  // The run in focus, or the last, if that is pinned already.
  pinnable() {
    const { live } = this.query;
    const focus = this.experiment.focus();
    return live.includes(focus) ? focus : live[live.length - 1];
  }

  // More runs than there are colours: two maps tell them apart.
  crowded() {
    return 2 * this.query.runs.length > this.experiment.data.most_runs;
  }

  show() {
    const { experiment, query, words } = this;
    const { comparison, data } = experiment;
    const { live, pins } = query;
    this.bar.hidden = !comparison.layout;
    for (const each of this.tools) each.hidden = !data.compares || Boolean(comparison.layout);
    this.swap.hidden = !data.compares || (data.fixed && !swappable(query, data.controls));
    this.end.hidden = !data.compares;
    if (data.race) this.pin.hidden = this.unpin.hidden = true; // they stand above the stage
    if (!pins.length) this.unpin.hidden = true;
    this.allow(
      this.pin,
      live.length > 0 && query.runs.length < data.most_runs,
      fill(words.pin_run_title, { name: experiment.runs[this.pinnable()]?.title || "" }),
    );
    this.allow(this.compare, Math.max(live.length, pins.length) <= data.most_runs, words.compare_title);
    this.layouts.forEach((button) =>
      button.setAttribute("aria-pressed", String(button.classList.contains(comparison.layout))),
    );
    this.layouts[0].disabled = !sameSurface(query);
    this.layouts[0].title = sameSurface(query) ? words.overlaid_title : words.two_surfaces;
  }

  // A button that can't be pressed says why.
  allow(button, can, title) {
    button.disabled = !can;
    button.title = can ? title : fill(this.words.no_room, { most: this.experiment.data.most_runs });
  }
}
