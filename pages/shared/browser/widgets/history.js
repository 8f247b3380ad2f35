// Undo and redo: the settings that a stage or a figure had, in order. Kept in the tab's own storage, so
// that they outlive a rerun and a reload.

import { canonical } from "../core/address.js";
import { element } from "../core/dom.js";
import { icon } from "../core/icons.js";

const MOST = 100; // settings
/** @type {Set<History>} */
const living = new Set();
/** @type {History | null} */
let latest = null;

/** @import { Query } from "../core/query.js" */

/**
 * @typedef {object} Owner
 * @property {Query} query
 * @property {{ commitNow(): void }} address
 * @property {{ key: string }} data
 * @property {Element} node
 * @property {(text: string) => void} restore
 */

export class History {
  /** @type {string[]} settings, as a query has them */ entries = [];
  /** the one that is shown; -1: nothing is known yet */ at = -1;
  /** the place that these are of */ key = "";
  /** @type {HTMLButtonElement[]} */ buttons = [];

  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
    living.add(this);
    listen();
  }

  get now() {
    return this.owner.query.toString();
  }

  // A page, and a chapter of it, has a history of its own.
  get place() {
    const { pathname, search } = window.location;
    return `descent-lab-history ${pathname} ${new URLSearchParams(search).get("chapter") || ""} ${this.owner.data.key}`;
  }

  // At the beginning, and whenever Streamlit brings something: a change of the page's own is a change
  // like any other; what it makes of ours belongs to ours.
  follow(ours = false) {
    if (this.key !== this.place) this.read();
    if (ours) this.amend();
    else this.record();
  }

  record() {
    if (this.at >= 0 && canonical(this.entries[this.at]) === canonical(this.now)) return this.show();
    this.entries = [...this.entries.slice(0, this.at + 1), this.now].slice(-MOST);
    this.at = this.entries.length - 1;
    latest = this;
    return this.save();
  }

  amend() {
    this.entries[this.at] = this.now;
    this.save();
  }

  can(by) {
    return this.at + by >= 0 && this.at + by < this.entries.length;
  }

  go(by) {
    this.owner.address.commitNow();
    if (!this.can(by)) return;
    this.at += by;
    latest = this;
    this.owner.restore(this.entries[this.at]);
    this.save();
  }

  read() {
    this.key = this.place;
    latest = this;
    Object.assign(this, stored(this.key));
  }

  save() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ entries: this.entries, at: this.at }));
    } catch {
      // some browsers keep nothing; this visit still has it
    }
    this.show();
  }

  // Its two buttons, anew for each language.
  tools(words) {
    const make = (name, by) =>
      element(
        "button",
        {
          type: "button",
          class: name,
          title: words[`${name}_title`],
          "aria-label": words[`${name}_title`],
          onclick: () => this.go(by),
        },
        icon(name),
      );
    this.buttons = [make("undo", -1), make("redo", 1)];
    this.show();
    return this.buttons;
  }

  show() {
    [-1, 1].forEach((by, k) => this.buttons[k] && (this.buttons[k].disabled = !this.can(by)));
  }

  forget() {
    living.delete(this);
    if (latest === this) latest = null;
  }
}

function stored(key) {
  try {
    const { entries, at } = JSON.parse(sessionStorage.getItem(key) || "");
    if (entries.every((each) => typeof each === "string") && at >= 0 && at < entries.length)
      return { entries, at };
  } catch {
    // nothing there, or nothing of ours
  }
  return { entries: [], at: -1 };
}

// Ctrl+Z anywhere on the page, but where somebody types: there it is the text's own.
function listen() {
  if (window.__undoing) return;
  window.__undoing = true;
  document.addEventListener("keydown", (event) => {
    const by = stepOf(event);
    const target = /** @type {HTMLElement} */ (event.target);
    const history = by && !types(target) && meant(target);
    if (!history) return;
    event.preventDefault();
    history.go(by);
  });
}

export function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || !(ctrlKey || metaKey)) return 0;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? 1 : -1;
  return letter === "y" && !shiftKey ? 1 : 0;
}

// A list to choose from is an input too, in which nothing is typed as long as it is closed.
/** @param {HTMLElement} target */
export function types(target) {
  if (target.isContentEditable || target.tagName === "TEXTAREA") return true;
  if (target.tagName !== "INPUT") return false;
  if (target.getAttribute("role") === "combobox" && target.getAttribute("aria-expanded") !== "true")
    return false;
  return ["text", "number", "search", "email", "url", "tel", "password"].includes(
    /** @type {HTMLInputElement} */ (target).type,
  );
}

// Of several, the one that has the focus, or that was changed last, or the first.
/** @param {Node} target */
function meant(target) {
  const all = [...living].filter(({ owner }) => owner.node.isConnected);
  return (
    all.find(({ owner }) => owner.node.contains(target)) || (latest && all.includes(latest) ? latest : all[0])
  );
}
