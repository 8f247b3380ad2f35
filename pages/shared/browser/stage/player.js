// The clock of a run, in steps. Knows nothing of what it moves.

export const SPEEDS = [2, 5, 10, 20, 50, 100, 200, 500];

export class Player {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed; // called after every change
    this.t = 0;
    this.length = 0;
    this.playing = false;
    this.speed = 20;
  }

  // A new run keeps the place, unless it is shorter or the old one had ended.
  setLength(length) {
    const atEnd = this.t >= this.length;
    this.length = length;
    this.t = atEnd && !this.playing ? length : Math.min(this.t, length);
    this.changed();
  }

  // A speed at which the whole run takes about six seconds.
  chooseSpeed() {
    const wanted = this.length / 6;
    this.speed = SPEEDS.find((speed) => speed >= wanted) || SPEEDS[SPEEDS.length - 1];
  }

  play() {
    if (this.t >= this.length) this.t = 0;
    this.playing = true;
    this.changed();
  }

  pause() {
    this.playing = false;
    this.changed();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  seek(t) {
    this.t = Math.min(Math.max(t, 0), this.length);
    this.changed();
  }

  // Whole steps, forward or back; playing stops, as somebody wants to look.
  step(count) {
    this.playing = false;
    this.seek(count > 0 ? Math.floor(this.t + 1e-9) + count : Math.ceil(this.t - 1e-9) + count);
  }

  rewind() {
    this.playing = false;
    this.seek(0);
  }

  // Called once a frame with the seconds since the last.
  advance(seconds) {
    if (!this.playing) return false;
    this.t = Math.min(this.t + seconds * this.speed, this.length);
    if (this.t >= this.length) this.playing = false;
    this.changed();
    return true;
  }
}
