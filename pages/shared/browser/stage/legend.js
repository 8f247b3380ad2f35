// Each run's mark, name and what became of it; pressing one chooses the run that the panels show.

import { element, prepare } from "../core/dom.js";
import { drawSample } from "../draw/style.js";

export class Legend {
  constructor(experiment) {
    this.experiment = experiment;
    this.node = element("div", { class: "legend", role: "group", "aria-label": experiment.words.runs });
  }

  show(runs, colours) {
    const focus = this.experiment.focus();
    const shown = JSON.stringify([
      runs.map((run) => [run.name, run.look, run.status, run.statusWord]),
      focus,
      colours.background,
    ]);
    if (shown === this.node.dataset.shown) return;
    this.node.dataset.shown = shown;
    const held = [...this.node.children].indexOf(document.activeElement);
    this.node.replaceChildren(...runs.map((run, k) => this.chip(run, k, k === focus, colours)));
    if (held >= 0) this.node.children[held]?.focus();
  }

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
