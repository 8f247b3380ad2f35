// The address bar: what is shown, and how it is looked at. Refreshing loses nothing.

import { afterOrders } from "./turns.js";

/** @import { Component } from "./types.js" */
/** @import { Query } from "./query.js" */

/**
 * @typedef {object} Owner
 * @property {any} data
 * @property {Query} query
 * @property {{ record(): void }} history
 * @property {Component} component
 * @property {(current: URLSearchParams) => URLSearchParams} parameters  all that the address says of it
 */

export class Address {
  /** @type {string[]} what Streamlit was told, and has not sent back */ sent = [];
  /** @type {number | undefined} */ timer;
  /** @type {number | undefined} */ committing;

  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
  }

  // Where that came from which Streamlit brought: "mine", a "restart" of the server, whose new session has
  // never heard of what was chosen, or from "elsewhere".
  heard(before) {
    const { session, query } = this.owner.data;
    if (query !== before.query && !this.isEcho(query)) return "elsewhere";
    const same = canonical(query) === canonical(this.owner.query.toString());
    return session === before.session || same ? "mine" : "restart";
  }

  // What Streamlit sends back of our own making is no news, however late it comes.
  isEcho(query) {
    const meaning = canonical(query);
    const at = this.sent.indexOf(meaning);
    if (at >= 0) this.sent.splice(0, at + 1);
    return at >= 0 || meaning === canonical(this.owner.query.toString());
  }

  // Only the address bar: how it is looked at is nothing to the server. One that the page does not
  // give us stays as it is.
  remember() {
    const address = this.here();
    if (!this.owner.data.address) return address;
    window.history.replaceState(window.history.state, "", address);
    visited();
    return address;
  }

  // Where what is shown can be opened again.
  here() {
    const address = new URL(window.location.href);
    const now = new URLSearchParams(address.search);
    if (this.owner.data.address) address.search = this.owner.parameters(now).toString();
    return address.href;
  }

  rememberSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remember(), 300);
  }

  // Keys come in rows: Streamlit hears of the last one, so that its work does not delay the next
  // picture.
  commitSoon() {
    clearTimeout(this.committing);
    this.committing = setTimeout(() => this.commit(), 300);
  }

  commitNow() {
    if (this.committing) this.commit();
  }

  // The experiment itself changed: Streamlit runs the page again.
  commit() {
    clearTimeout(this.committing);
    this.committing = undefined;
    this.owner.history.record();
    this.sent.push(canonical(this.owner.query.toString()));
    this.remember();
    afterOrders(() => this.owner.component.setStateValue("link", this.chosen()));
  }

  // A new session takes the first that it hears for what always was: what the viewer chose is told once
  // more, in other words.
  tellAgain() {
    afterOrders(() => this.owner.component.setStateValue("link", `${this.chosen()}&`));
  }

  // What was chosen: all that the address says, or as much of it as is ours.
  chosen() {
    if (this.owner.data.address) return window.location.search.slice(1);
    return this.owner.parameters(new URLSearchParams()).toString();
  }

  // What comes back though it was not sent is what the page made of what was.
  get awaited() {
    const awaited = this.sent.length > 0;
    this.sent = [];
    return awaited;
  }

  copy() {
    const address = this.remember();
    if (navigator.clipboard) return navigator.clipboard.writeText(address).then(() => address);
    return Promise.reject(new Error(address));
  }
}

// Where the viewer is, for the page that offers to go back there. Some browsers keep nothing.
const PLACE = "descent-lab-place";

export function visited() {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ href: window.location.href, title: document.title }));
  } catch {
    return;
  }
}

export function lastPlace() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) || "null");
  } catch {
    return null;
  }
}

// Python and JavaScript write some numbers differently; they mean the same.
/** @param {string | URLSearchParams} query */
export function canonical(query) {
  const value = (/** @type {string} */ text) =>
    text.split(",").map((part) => (part === "" || Number.isNaN(Number(part)) ? part : Number(part)));
  return JSON.stringify([...new URLSearchParams(query)].map(([key, text]) => [key, value(text)]).sort());
}
