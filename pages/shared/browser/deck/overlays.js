// What lies over a slide: black, the list of keys, all slides, the address. One at a time.

import { element } from "../core/dom.js";
import { fill } from "../core/words.js";
import { keysNow } from "./orders.js";

/** @import { Deck } from "./deck.js" */

const LOCAL = /^(localhost|127\.|\[::1\])/;

export class Overlays {
  /** @type {HTMLElement | null} what had the focus before */ before = null;

  /** @param {Deck} deck  @param {Element} layer */
  constructor(deck, layer) {
    this.deck = deck;
    /** @type {string | null} */
    this.name = null;
    this.node = element("div", { class: "over", hidden: true });
    layer.append(this.node);
  }

  toggle(name) {
    if (this.name === name) this.close();
    else this.open(name);
  }

  open(name) {
    this.before ??= /** @type {HTMLElement | null} */ (document.activeElement);
    const where = this.deck.where();
    this.name = name;
    this.node.className = `over ${name}`;
    this.node.hidden = false;
    this.node.replaceChildren(...this[name](where));
    /** @type {NodeListOf<HTMLElement>} */
    const [first] = this.node.querySelectorAll("[aria-current=true]");
    (first || this.node.querySelector("button"))?.focus();
  }

  close() {
    if (!this.name) return;
    this.name = null;
    this.node.hidden = true;
    this.node.replaceChildren();
    this.before?.focus?.();
    this.before = null;
  }

  black() {
    return [];
  }

  help(where) {
    const { words } = this.deck;
    const rows = keysNow(where).flatMap(([name, keys]) => [
      element("dt", { text: keys }),
      element("dd", { text: words[name] }),
    ]);
    return [this.sheet(words.help_title, element("dl", {}, ...rows))];
  }

  overview() {
    const { data, words } = this.deck;
    const cards = data.titles.map((title, place) =>
      element(
        "button",
        {
          type: "button",
          class: "card",
          "aria-current": String(place === this.deck.target),
          onclick: () => this.choose(place),
        },
        element("b", { text: place + 1 }),
        element("span", { text: title }),
      ),
    );
    return [this.sheet(words.overview_title, element("div", { class: "cards" }, ...cards))];
  }

  choose(place) {
    this.close();
    this.deck.go(place);
  }

  // Arrows go from card to card; the one in focus is opened.
  step(past) {
    /** @type {HTMLElement[]} */
    const cards = Array.from(this.node.querySelectorAll(".card"));
    const at = cards.findIndex((card) => card === document.activeElement);
    cards[Math.min(Math.max(at + past, 0), cards.length - 1)].focus();
  }

  openChosen() {
    /** @type {HTMLElement | null} */ (document.activeElement)?.click();
  }

  join() {
    const { words, data } = this.deck;
    const address = this.deck.address();
    const picture = new URL(`${data.qr}?text=${encodeURIComponent(address)}`, document.baseURI).href;
    const note = element("p", { text: this.local() });
    const code = element("img", {
      src: picture,
      alt: `${words.join_title}: ${address}`,
      onerror: () => code.replaceWith(element("p", { text: words.join_too_long })),
    });
    return [this.sheet(words.join_title, code, element("p", { class: "address", text: address }), note)];
  }

  local() {
    const { hostname } = window.location;
    return LOCAL.test(hostname) ? fill(this.deck.words.join_local, { host: hostname }) : "";
  }

  sheet(title, ...parts) {
    const close = element("button", {
      type: "button",
      class: "close",
      text: "✕",
      title: this.deck.words.close,
      "aria-label": this.deck.words.close,
      onclick: () => this.close(),
    });
    return element(
      "section",
      { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": title },
      close,
      element("h2", { text: title }),
      ...parts,
    );
  }
}
