// Two maps side by side, on the same axes and at the same step: A's beside the stage's own, which is B's.

import { element } from "../core/dom.js";
import { placeOf } from "../core/query.js";
import { MapView } from "../draw/map.js";

/** @import { Run } from "../core/types.js" */
/** @import { Frame } from "./frame.js" */

export class Split {
  /** @param {Frame} frame  @param {MapView} map  the stage's own */
  constructor(frame, map) {
    this.frame = frame;
    this.map = new MapView(frame.views, { label: frame.words.map_of_a, onStart: () => {} });
    this.map.node.classList.add("of-a");
    this.map.node.append(element("b", { class: "side-name", text: "A" }));
    this.map.heads.classList.remove("grab");
    this.name = element("b", { class: "side-name", text: "B", hidden: true });
    map.node.append(this.name);
  }

  get on() {
    return this.frame.experiment.comparison.split;
  }

  // Whether there are two maps now.
  get shown() {
    return this.frame.views.classList.contains("split");
  }

  show() {
    const { frame, on } = this;
    this.map.node.hidden = this.name.hidden = !on;
    frame.views.classList.toggle("split", on);
    this.map.space = frame.map.space;
  }

  drawSurface(Plotly, surface, colours) {
    if (!this.on) return;
    this.map.drawSurface(Plotly, this.frame.experiment.comparison.surface || surface, colours);
  }

  // Each map has its own runs; otherwise the one map has them all.
  /** @param {Run[]} runs */
  setRuns(runs) {
    const { map, experiment } = this.frame;
    const { query } = experiment;
    if (!this.on) return map.setRuns(runs);
    this.map.start = placeOf(new Map(query.groundOfA).get("start") || query.get("start"));
    map.setRuns(runs.filter((_, k) => !query.pins.includes(k)));
    return this.map.setRuns(runs.filter((_, k) => query.pins.includes(k)));
  }

  // What a panel draws over a map belongs to the map of the run that it is about.
  draw(t, overlay) {
    const { map, experiment } = this.frame;
    if (!this.on) return map.draw(t, overlay);
    const ofA = experiment.query.pins.includes(experiment.focus());
    map.draw(t, ofA ? null : overlay);
    return this.map.draw(t, ofA ? overlay : null);
  }
}
