// When the stage draws: in frames that are asked for only while there is something to draw, because
// Chromium lets a message of the core wait for a frame that was asked for.

import { moment } from "./sentence.js";

export class Ticker {
  constructor(experiment) {
    this.experiment = experiment;
    this.frames = 0;
    this.scripting = 0; // milliseconds, of all frames
  }

  wake() {
    this.next ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    const { experiment } = this;
    const { player, view, frame } = experiment;
    const began = performance.now();
    this.next = null;
    player.advance(Math.min((now - (this.before ?? now)) / 1000, 0.1));
    this.before = player.playing ? now : null;
    if (experiment.dirty) experiment.draw();
    else if (view.mode === "mesh") frame.mesh.draw(player.t);
    this.scripting += performance.now() - began;
    this.frames += 1;
    if (player.playing) frame.speaker.say(() => moment(experiment));
    if (player.playing || view.mode === "mesh") this.wake();
  }

  stop() {
    cancelAnimationFrame(this.next);
  }
}
