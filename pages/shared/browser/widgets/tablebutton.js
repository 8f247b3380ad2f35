// The numbers behind the pictures: a button, and the tables that it opens.

import { element } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { captioned } from "./table.js";

export class Numbers {
  // read() gives the tables as they stand: [{ caption, header, rows }, …]
  constructor(words, read) {
    this.read = read;
    this.button = element(
      "button",
      {
        type: "button",
        class: "tabular",
        "aria-expanded": "false",
        "aria-label": words.table,
        title: words.table,
        onclick: () => this.toggle(),
      },
      icon("table"),
    );
    this.node = element("div", {
      class: "results numbers",
      role: "region",
      tabindex: "0",
      "aria-label": words.table,
      hidden: true,
    });
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    this.refresh();
  }

  // Called whenever a picture changed; tables that nobody sees are not made, and others not while
  // everything moves.
  changed() {
    clearTimeout(this.timer);
    if (!this.node.hidden) this.timer = setTimeout(() => this.refresh(), 250);
  }

  refresh() {
    if (!this.node.hidden) this.node.replaceChildren(...this.read().map(captioned));
  }
}
