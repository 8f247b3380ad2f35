// Tabs as people know them: one stop of the Tab key, arrows from one to the next.

import { element } from "../core/dom.js";

export class Tabs {
  /** @param {Element} panel  @param {(name: string) => void} onChoose */
  constructor(panel, onChoose) {
    this.panel = panel;
    this.onChoose = onChoose;
    this.node = element("div", { class: "tabs", role: "tablist", onkeydown: (event) => this.press(event) });
    /** @type {HTMLButtonElement[]} */
    this.tabs = [];
  }

  // entries: [[name, text], …]; those that stay keep the focus.
  show(entries, chosen) {
    if (JSON.stringify(entries) !== this.shown) {
      this.shown = JSON.stringify(entries);
      this.tabs = entries.map(([name, text]) => this.tab(name, text));
      this.node.replaceChildren(...this.tabs);
    }
    for (const tab of this.tabs) {
      const on = tab.dataset.panel === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) this.panel.setAttribute("aria-label", tab.textContent);
    }
  }

  tab(name, text) {
    return element("button", {
      type: "button",
      role: "tab",
      "data-panel": name,
      text,
      onclick: () => this.onChoose(name),
    });
  }

  press(event) {
    const at = this.tabs.indexOf(event.target);
    const moves = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = this.tabs[(moves[event.key] + this.tabs.length) % this.tabs.length];
    next.focus();
    next.click();
  }
}
