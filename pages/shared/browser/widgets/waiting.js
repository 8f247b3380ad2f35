// Work of the core that a figure waits for: a button that begins it, how far it is, what else may be
// said to it meanwhile, and a button that ends it.

import { element } from "../core/dom.js";

const PATIENCE = 300; // milliseconds before work is called work

export class Waiting {
  constructor(words, { startable, onStart, onStop, onTell }) {
    this.startable = startable;
    this.onTell = onTell;
    this.start = element("button", {
      type: "button",
      class: "main",
      text: words.start_work,
      hidden: !startable,
      onclick: onStart,
    });
    this.told = element("div", { class: "told" });
    this.stop = element("button", { type: "button", text: words.stop, hidden: true, onclick: onStop });
    this.progress = element("progress", { max: 1, hidden: true, "aria-label": words.progress });
    this.nodes = [this.start, this.told, this.stop, this.progress];
  }

  expect() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(null), PATIENCE);
  }

  // share: of all the work, null where nobody knows.
  show(share) {
    clearTimeout(this.timer);
    this.progress.hidden = this.stop.hidden = false;
    if (share === null) this.progress.removeAttribute("value");
    else this.progress.value = share;
    this.start.hidden = true;
  }

  // buttons: [[name, title], …]
  offer(buttons) {
    this.told.replaceChildren(
      ...buttons.map(([name, title]) =>
        element("button", {
          type: "button",
          text: title,
          "data-tell": name,
          onclick: () => this.onTell(name),
        }),
      ),
    );
  }

  rest() {
    clearTimeout(this.timer);
    this.progress.hidden = this.stop.hidden = true;
    this.start.hidden = !this.startable;
    this.told.replaceChildren();
  }
}
