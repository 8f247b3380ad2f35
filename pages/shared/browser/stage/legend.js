// Each run's mark, name and what became of it; pressing one chooses the run that the panels show.

import { element, prepare } from "../core/dom.js";
import { drawMarker } from "../draw/style.js";

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
    drawSwatch(swatch, run.look, colours.background);
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

function drawSwatch(canvas, look, background) {
  const context = prepare(canvas, 40, 18);
  context.strokeStyle = look.colour;
  context.lineWidth = 3;
  context.setLineDash(look.dash);
  context.beginPath();
  context.moveTo(1, 9);
  context.lineTo(39, 9);
  context.stroke();
  context.setLineDash([]);
  drawMarker(context, look.marker, 20, 9, 5.5, look.colour, background);
}
