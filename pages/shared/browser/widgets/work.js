// Work that somebody waits for: after a moment it shows how far it is, with a button that ends it.

import { element } from "../core/dom.js";

const PATIENCE = 300; // milliseconds

class Stopped extends Error {}

const messageOf = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

export class Work {
  constructor(words) {
    this.words = words;
    this.progress = element("progress", { max: 1, "aria-label": words.progress });
    const stop = element("button", {
      type: "button",
      text: words.stop,
      onclick: () => (this.stopped = true),
    });
    this.bar = element("div", { class: "bar", hidden: true }, this.progress, stop);
    this.said = element("p", { role: "alert" });
    const close = element("button", {
      type: "button",
      text: words.close,
      onclick: () => (this.trouble.hidden = true),
    });
    this.trouble = element("div", { class: "trouble", hidden: true }, this.said, close);
    this.node = element("div", { class: "work" }, this.bar, this.trouble);
  }

  // act(work) may call work.at(share) as often as it can stop.
  async run(act) {
    if (this.busy) return;
    this.busy = true;
    this.stopped = false;
    this.trouble.hidden = true;
    this.progress.removeAttribute("value");
    const patience = setTimeout(() => (this.bar.hidden = false), PATIENCE);
    try {
      await act(this);
    } catch (error) {
      if (!(error instanceof Stopped)) this.say(`${this.words.not_saved} ${messageOf(error)}`);
    }
    clearTimeout(patience);
    this.bar.hidden = true;
    this.busy = false;
  }

  // Stays until it is read.
  say(text) {
    this.trouble.hidden = false;
    this.said.textContent = text;
  }

  // Lets the page breathe; what was stopped goes no further.
  async at(share) {
    this.progress.value = share;
    await new Promise((resolve) => setTimeout(resolve));
    if (this.stopped) throw new Stopped();
  }
}
