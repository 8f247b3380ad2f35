// The sliders below the panel: those of the run in focus, at the values of the experiment.

import { element } from "../core/dom.js";
import { Controls } from "../widgets/controls.js";

const PATIENCE = 50; // milliseconds that sliders wait for the paths that they ask for

/** @import { Control } from "../core/types.js" */
/** @import { Frame } from "./frame.js" */
/** @import { Stage } from "./stage.js" */

export class Dock {
  /** @type {Controls} */ controls;
  /** @type {number | null} */ waiting = null;

  /** @param {Stage} stage  @param {Frame} frame */
  constructor(stage, frame) {
    this.stage = stage;
    this.frame = frame;
    this.experiment = stage.experiment;
  }

  // The stage is made anew for each language.
  build() {
    const { stage, experiment, frame } = this;
    const node = element("div", { class: "dock" });
    this.controls = new Controls(node, {
      words: experiment.words,
      onChange: (keys, value) => experiment.turn(keys, value),
      onCommit: () => experiment.settle(),
      onSettle: () => stage.address.commitSoon(),
      onLeave: () => stage.address.commitNow(),
      onNotice: (text) => frame.notice(text),
    });
    return node;
  }

  set() {
    const { data, query, surface } = this.experiment;
    const focus = this.experiment.focus();
    const here = (/** @type {Control} */ { keys: [key] }) =>
      key === undefined || query.get(key) !== undefined;
    const shown = data.controls.filter(
      (control) => (control.run === undefined || control.run === focus) && here(control),
    );
    const marks = surface && !data.fixed ? surface.marks : []; // they give answers away
    this.controls.set(shown, query, marks, !data.fixed);
    this.waited();
  }

  // Sliders move in the same frame as the paths that they ask for, which costs one frame instead of
  // two; where the core is slow they do not wait for it.
  showSoon() {
    this.waiting ??= setTimeout(() => this.show(), PATIENCE);
  }

  catchUp() {
    if (this.waiting) this.show();
  }

  show() {
    this.waited();
    this.controls.show(this.experiment.query);
    if (this.experiment.view.panel === "rates") this.frame.movePad();
  }

  waited() {
    clearTimeout(this.waiting ?? undefined);
    this.waiting = null;
  }
}
