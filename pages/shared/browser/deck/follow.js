// The windows of one lecture in one browser: what one of them shows, the others show too.

import { begin } from "./clock.js";

/** @import { Deck } from "./deck.js" */

const NAME = "descent-lab-lecture";

export class Follow {
  /** @param {Deck} deck */
  constructor(deck) {
    this.deck = deck;
    this.any = false; // another window of this lecture has been heard of
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
  }

  send(message) {
    const { deck, view } = this.deck.data;
    this.channel?.postMessage({ deck, view, ...message });
  }

  // What this window shows, where that is news; what waits is known in the hall only.
  get state() {
    const { target, place, dark, began, waits, data } = this.deck;
    const shared = { target, shown: place.shown, dark, began };
    return data.view === "lecture" ? { ...shared, waits } : shared;
  }

  tell(again = false) {
    const text = JSON.stringify([this.deck.data.deck, this.state]);
    if (text === this.told && !again) return;
    this.told = text;
    this.send({ kind: "state", state: this.state });
  }

  hear({ deck: name, view, kind, order, state }) {
    const { deck } = this;
    if (!deck.data || deck.data.view === "page" || name !== deck.data.deck) return;
    const inHall = deck.data.view === "lecture";
    this.any ||= view !== deck.data.view;
    if (kind === "hello" && inHall) this.tell(true);
    if (kind === "do" && inHall) deck.perform(order);
    if (kind === "state") this.take(state);
    deck.bar.show();
  }

  // Another window showed something else: so does this one, and says no more about it.
  take({ target, shown, dark, began, waits }) {
    const { deck } = this;
    if (deck.data.view === "presenter" && waits !== undefined) deck.waits = waits;
    if (began) deck.began = begin(deck.data.deck, began);
    if (dark !== deck.dark) deck.darken(dark);
    if (target !== deck.target && target < deck.data.titles.length) deck.place.go(target, shown);
    this.told = JSON.stringify([deck.data.deck, this.state]);
  }
}
