// Each run's mark, name and what became of it; pressing one chooses the run that the panels show.

import { element, prepare } from "../core/dom.js";
import { drawSample } from "../draw/style.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Run } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

export class Legend {
  /** @type {HTMLButtonElement[]} one a run */ chips = [];

  /** @param {Experiment} experiment */
  constructor(experiment) {
    this.experiment = experiment;
    this.node = element("div", { class: "legend", role: "group", "aria-label": experiment.words.runs });
  }

  /** @param {Run[]} runs  @param {Colours} colours */
  show(runs, colours) {
    const focus = this.experiment.focus();
    const shown = JSON.stringify([
      runs.map((run) => [run.name, run.look, run.status, run.statusWord]),
      focus,
      colours.background,
    ]);
    if (shown === this.node.dataset.shown) return;
    this.node.dataset.shown = shown;
    const held = this.chips.findIndex((chip) => chip === document.activeElement);
    this.chips = runs.map((run, k) => this.chip(run, k, k === focus, colours));
    this.node.replaceChildren(...this.chips);
    this.chips[held]?.focus();
  }

  /** @param {Run} run  @param {number} place  @param {boolean} chosen  @param {Colours} colours */
  chip(run, place, chosen, colours) {
    const swatch = element("canvas");
    drawSample(prepare(swatch, 40, 18), run.look, 1, 9, 38, colours.background);
    const chip = element(
      "button",
      {
        type: "button",
        class: run.pinned ? "chip pinned" : "chip",
        "aria-pressed": String(chosen),
        onclick: () => this.experiment.look({ run: place }),
      },
      swatch,
      element("span", { text: run.name }),
    );
    if (run.status === "diverged" || run.status === "domain")
      chip.append(element("em", { text: run.statusWord }));
    return chip;
  }
}
