// The buttons above the map: undo, pin and compare, how it is looked at, and what one takes away.

import { button, element } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { UNITS } from "../draw/units.js";
import { saveAnimation } from "../save/animation.js";
import { savePicture } from "../save/picture.js";
import { saveFile, saver } from "../save/save.js";
import { saveStandalone } from "../save/standalone.js";
import { recordStage } from "./recorder.js";

const FILES = { csv: "run.csv", py: "run.py", torch: "run_torch.py", ipynb: "run.ipynb" };

/** @import { Run } from "../core/types.js" */
/** @import { Frame } from "./frame.js" */
/** @import { Stage } from "./stage.js" */

export class Toolbar {
  /** @type {HTMLButtonElement} of the loss: logarithmic or not */ axis;
  /** @type {HTMLButtonElement[]} */ modes;
  /** @type {HTMLSelectElement} of the axis of steps */ unit;
  /** @type {HTMLButtonElement} */ share;

  /** @param {Stage} stage  @param {Frame} frame */
  constructor(stage, frame) {
    this.stage = stage;
    this.frame = frame;
    this.node = element("div", { class: "tools" }, ...this.buttons());
  }

  get experiment() {
    return this.stage.experiment;
  }

  get words() {
    return this.frame.words;
  }

  buttons() {
    const { experiment, words } = this;
    const { versus } = this.frame;
    this.axis = button("", () =>
      experiment.look({ axis: experiment.view.axis === "linear" ? "log" : "linear" }),
    );
    this.modes = experiment.data.modes.map((mode) =>
      button(words[`to_${mode}`], () => experiment.look({ mode })),
    );
    this.unit = element("select", {
      "aria-label": words.unit,
      onchange: () => experiment.look({ unit: this.unit.value }),
    });
    this.unit.append(...UNITS.map((unit) => element("option", { value: unit, text: words[`unit_${unit}`] })));
    return [
      ...this.stage.history.tools(words),
      ...versus.tools,
      versus.bar,
      ...this.modes,
      this.unit,
      this.axis,
      ...this.taking(),
    ];
  }

  taking() {
    const { experiment, words, frame } = this;
    this.share = button(words.copy, () => this.copy());
    this.share.hidden = Boolean(experiment.data.away);
    const full = button(icon("full"), () => frame.fullScreen(), words.full);
    const nodes = [
      this.share,
      frame.numbers.button,
      this.saver(),
      full,
      button("?", () => frame.help.toggle(), words.help),
    ];
    nodes.forEach((node) => node.classList.add("aside")); // not shown in front of a class
    return nodes;
  }

  // Pictures are made here; numbers and programs come from the core, and so does all that a page
  // without a core must bring along.
  saver() {
    const { stage, experiment, words } = this;
    const pictures = {
      png: () => savePicture(stage, "png"),
      svg: () => savePicture(stage, "svg"),
      gif: (work) => saveAnimation(stage, work),
    };
    if (experiment.data.away) return saver(words, pictures);
    const page = async (work) => saveStandalone(stage, "run.html", await recordStage(stage, work), work);
    const save = (name) => () =>
      saveFile({ data: experiment.data, query: experiment.comparison.saved() }, name);
    return saver(words, {
      html: page,
      ...pictures,
      ...Object.fromEntries(Object.entries(FILES).map(([kind, name]) => [kind, save(name)])),
    });
  }

  copy() {
    const said = (text) => {
      this.share.textContent = text;
      setTimeout(() => (this.share.textContent = this.words.copy), 2000);
    };
    this.stage.address.copy().then(
      () => said(this.words.copied),
      (error) => this.frame.notice(`${this.words.copy_by_hand} ${error.message}`),
    );
  }

  // What can be chosen now: what is shown already can't.
  show() {
    const { words } = this;
    const { view, data, comparison, runs } = this.experiment;
    this.modes.forEach((mode, k) => (mode.hidden = comparison.split || data.modes[k] === view.mode));
    this.axis.textContent = view.axis === "linear" ? words.to_log : words.to_linear;
    this.axis.hidden = view.panel !== "loss";
    this.unit.value = view.unit || "update";
    this.setRuns(runs);
  }

  // Where no run has batches, there is one unit only.
  /** @param {Run[]} runs */
  setRuns(runs) {
    this.unit.hidden = this.experiment.view.panel !== "loss" || !runs.some((run) => run.batch);
  }
}
