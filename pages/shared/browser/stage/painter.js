// What the views of a stage draw, and when: runs and surface where they are others, the moment that is
// shown in a frame of the screen.

import { moment } from "./sentence.js";
import { Ticker } from "./ticker.js";

const FOLLOWING = ["parts", "squares", "weights", "fit"]; // panels that are drawn at every step

/** @import { Overlay } from "../draw/map.js" */
/** @import { Frame } from "./frame.js" */

export class Painter {
  /** whether something is to be drawn anew */ dirty = false;
  /** number of the answer that is drawn */ painted = 0;

  /** @param {Frame} frame */
  constructor(frame) {
    this.frame = frame;
    this.experiment = frame.experiment;
    this.ticker = new Ticker(this.experiment.player, () => this.tick());
  }

  wake() {
    this.dirty = true;
    this.ticker.wake();
  }

  // Whether there is more to come by itself.
  tick() {
    const { player, view } = this.experiment;
    if (this.dirty) this.draw();
    else if (view.mode === "mesh") this.frame.mesh.draw(player.t);
    if (player.playing) this.frame.speaker.say(() => moment(this.experiment));
    return player.playing || view.mode === "mesh";
  }

  // Other runs, or seen in another way.
  redraw() {
    const { frame, experiment } = this;
    this.setRuns();
    this.draw();
    frame.legend.show(experiment.runs, experiment.colours);
  }

  setRuns() {
    const { frame, experiment } = this;
    const { runs, query } = experiment;
    if (!runs.length) return;
    frame.map.start = query.start;
    frame.split.setRuns(runs);
    frame.mesh.setRuns(runs);
    frame.loss.setRuns(runs, experiment.shared());
    frame.fit.setRuns(runs, experiment.focus(), experiment.colours);
    frame.toolbar.setRuns(runs);
    frame.transport.set();
  }

  draw() {
    const { frame, experiment } = this;
    const { view, player } = experiment;
    const step = Math.floor(player.t);
    this.dirty = false;
    if (view.panel === "film") frame.film.show(step);
    this.drawMap();
    if (view.panel === "film") frame.film.tell();
    if (view.panel === "loss") frame.loss.draw(player.t);
    if (FOLLOWING.includes(view.panel)) frame.panels[view.panel].draw(player.t);
    if (!(view.panel in frame.panels)) frame.plotted.draw(step);
    if (frame.transport.show(player)) frame.numbers.changed();
    this.painted = experiment.version;
  }

  drawMap() {
    const { frame, experiment } = this;
    const { view, player } = experiment;
    const over = { film: frame.film, fit: frame.fit }[view.panel];
    /** @type {Overlay | null} */
    const overlay = over ? (context, map) => over.overlay(context, map) : null;
    /** @type {Overlay} */
    const slope = (context, map) => frame.slope.draw(context, map, player.t, experiment.focused());
    if (view.mode === "mesh") frame.mesh.draw(player.t);
    else if (view.mode === "slope") frame.map.drawOnly(slope);
    else frame.split.draw(player.t, overlay);
  }

  drawSurface() {
    const { frame } = this;
    const { Plotly, surface, colours, query, view } = this.experiment;
    if (!Plotly || !surface) return;
    frame.map.start = query.start;
    frame.map.drawSurface(Plotly, surface, colours);
    frame.split.drawSurface(Plotly, surface, colours);
    if (view.mode === "mesh") this.drawMesh();
    this.redraw();
  }

  drawMesh() {
    const { mesh } = this.frame;
    const { Plotly, surface, colours } = this.experiment;
    if (Plotly && surface)
      mesh.drawSurface(Plotly, surface, colours).then(() => mesh.setRuns(this.experiment.runs));
  }

  // In another room.
  resize() {
    const { frame, experiment } = this;
    const { player, colours } = experiment;
    if (!colours) return;
    frame.loss.setRuns(frame.loss.runs, experiment.shared());
    for (const view of [frame.parts, frame.squares, frame.weights, frame.fit]) view.draw(player.t);
    frame.pad.redraw();
    if (!frame.stage.channel.awaits("panel")) frame.plotted.resize(); // what comes is drawn in its room
    this.wake();
  }
}
