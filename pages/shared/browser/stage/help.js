// The keys that work now.

import { button, element } from "../core/dom.js";
import { KEYS } from "../core/keys.js";

export class Help {
  // opener has the button that opens it, which gets the focus back.
  constructor(words, opener) {
    this.opener = opener;
    const rows = KEYS.flatMap(([key, name]) => [
      element("dt", { text: key }),
      element("dd", { text: words[`key_${name}`] }),
    ]);
    this.close = button(words.close, () => this.toggle(false));
    this.node = element(
      "div",
      { class: "help", role: "dialog", "aria-label": words.help, hidden: true },
      element("h3", { text: words.help }),
      element("dl", {}, ...rows),
      this.close,
    );
  }

  toggle(open = this.node.hidden) {
    if (!open && this.node.contains(document.activeElement)) this.opener.node.lastElementChild.focus();
    this.node.hidden = !open;
    if (open) this.close.focus();
  }
}
