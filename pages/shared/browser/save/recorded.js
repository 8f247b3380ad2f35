// A line to the core that ends in a file: it answers what was asked when the file was saved.

import { decode } from "../core/packet.js";

// What tells one question about an experiment from another: not how large it is to be drawn, and its
// scenario only where that is another's, as in a comparison.
/** @param {string} kind  @param {Record<string, any>} request  @param {string} whole */
export function keyOf(kind, { query, language, shape, target, names, ...own }, whole) {
  return JSON.stringify([kind, Object.entries(own).sort(), query === whole ? "" : query]);
}

export class Recorded {
  // packets: [[key, buffer], …], of an experiment that asks `whole`
  constructor(packets, whole) {
    this.packets = new Map(packets);
    this.whole = whole;
    this.waiting = new Map();
    this.missing = [];
    this.number = 0;
  }

  ask(kind, request, done) {
    const key = keyOf(kind, request, this.whole);
    const buffer = this.packets.get(key);
    if (!buffer) return this.missing.push(key);
    const id = ++this.number;
    return Promise.resolve().then(() => done({ ...decode(buffer), id, more: false }));
  }

  awaits() {
    return false;
  }

  tell() {}

  stop() {}

  close() {}
}
