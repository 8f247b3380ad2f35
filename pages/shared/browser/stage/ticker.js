// When the stage draws: in frames that are asked for only while there is something to draw, because
// Chromium lets a message of the core wait for a frame that was asked for.

/** @import { Player } from "./player.js" */

export class Ticker {
  /** @type {number | null} the frame that is asked for */ next = null;
  /** @type {number | null} when the last one was, while it plays */ before = null;

  /** @param {Player} player  @param {() => boolean} draw  what changed; whether there is more to come */
  constructor(player, draw) {
    this.player = player;
    this.draw = draw;
    this.frames = 0;
    this.scripting = 0; // milliseconds, of all frames
  }

  wake() {
    this.next ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    const { player } = this;
    const began = performance.now();
    this.next = null;
    player.advance(Math.min((now - (this.before ?? now)) / 1000, 0.1));
    this.before = player.playing ? now : null;
    const more = this.draw();
    this.scripting += performance.now() - began;
    this.frames += 1;
    if (more) this.wake();
  }

  stop() {
    if (this.next !== null) cancelAnimationFrame(this.next);
  }
}
