// The sliders below the panel: those of the run in focus, at the values of the experiment.

import { Controls } from "../widgets/controls.js";

const PATIENCE = 50; // milliseconds that sliders wait for the paths that they ask for

export class Dock {
  constructor(experiment) {
    this.experiment = experiment;
    this.controls = new Controls(experiment.frame.dock, {
      words: experiment.words,
      onChange: (keys, value) => experiment.change(keys, value),
      onCommit: () => experiment.commit(),
      onSettle: () => experiment.link.commitSoon(),
      onLeave: () => experiment.link.commitNow(),
      onNotice: (text) => experiment.frame.notice(text),
    });
  }

  set() {
    const { data, query, surface } = this.experiment;
    const focus = this.experiment.focus();
    const here = ({ keys: [key] }) => key === undefined || query.get(key) !== undefined;
    const shown = data.controls.filter(
      (control) => (control.run === undefined || control.run === focus) && here(control),
    );
    const marks = surface && !data.fixed ? surface.marks : []; // they give answers away
    this.controls.set(shown, query, marks, !data.fixed);
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
    clearTimeout(this.waiting);
    this.waiting = null;
    this.controls.show(this.experiment.query);
    if (this.experiment.view.panel === "rates") this.experiment.beside.movePad();
  }

  // The stage is made anew for each language.
  relabel() {
    this.controls.words = this.experiment.words;
    this.controls.shape = null;
    this.experiment.frame.dock.append(this.controls.node);
  }
}
