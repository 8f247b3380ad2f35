// What is read aloud: never more often than can be listened to, and always how it ended.

import { element } from "../core/dom.js";

const PAUSE = 700; // milliseconds without news before the last of it is said
const EVERY = 5000; // at least so far apart while there is always news
const STAYS = 10000; // then it is no more on the page, which shows the same for reading

export class Speaker {
  constructor() {
    this.node = element("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.last = 0;
  }

  // text() is asked for when it is said.
  say(text) {
    this.text = text;
    this.since ??= performance.now();
    clearTimeout(this.timer);
    const waited = performance.now() - Math.max(this.last, this.since);
    if (waited > EVERY) this.speak();
    else this.timer = setTimeout(() => this.speak(), PAUSE);
  }

  speak() {
    clearTimeout(this.timer);
    this.last = performance.now();
    this.since = null;
    const said = this.text();
    if (!said || said === this.said) return;
    this.node.textContent = this.said = said;
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => (this.node.textContent = ""), STAYS);
  }

  // It has gone off the page; a clock that still ran would keep all that it belonged to in memory.
  close() {
    clearTimeout(this.timer);
    clearTimeout(this.leaving);
  }
}
