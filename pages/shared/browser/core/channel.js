// Asks the core directly: one request of a line under way, the newest waiting one wins. A line is a
// kind of request, unless who asks has several of a kind.
// A request may be answered by many packets, each but the last with `more`; it gives way at once.

import { decode } from "./packet.js";

/**
 * @typedef {object} Request
 * @property {string} kind
 * @property {(answer: any) => void} done
 * @property {number} [id]
 * @property {boolean} [streams]  whether an answer has come that was not the last
 */

export class Channel {
  /** @type {WebSocket} */ socket;

  /** @param {string} url  @param {() => void} fallback */
  constructor(url, fallback) {
    this.url = url;
    this.fallback = fallback; // called when there is no direct way: `waiting` holds what is asked
    this.direct = true;
    /** @type {Map<string, Request>} */
    this.waiting = new Map();
    /** @type {Map<string, Request>} */
    this.pending = new Map();
    this.sent = 0;
    this.received = 0;
    this.number = 0;
    this.failures = 0; // connections lost since the last answer
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.opened();
    this.socket.onmessage = (event) => this.receive(decode(event.data));
    this.socket.onclose = () => this.lost();
  }

  // The way to a server that came back, which has never heard what the old one was asked.
  opened() {
    if (!this.direct) this.askAgain();
    this.direct = true;
    this.flush();
  }

  askAgain() {
    this.waiting.forEach((request, line) => this.pending.has(line) || this.pending.set(line, request));
    this.waiting.clear();
  }

  // A channel that breaks is tried again; twice without an answer, and the fallback serves.
  lost() {
    if (this.closed) return;
    this.failures += 1;
    const direct = this.failures < 2;
    if (this.direct || direct) this.askAgain();
    this.direct = direct;
    if (!direct) this.flush();
    setTimeout(() => this.closed || this.connect(), direct ? 300 : 20000);
  }

  /** @param {string} kind  @param {object} request  @param {Request["done"]} done */
  ask(kind, request, done, line = kind) {
    this.pending.set(line, { ...request, kind, done });
    this.flush();
  }

  // What is asked now, by its line, as text can hold it.
  get questions() {
    return Object.fromEntries([...this.waiting].map(([line, { done, ...question }]) => [line, question]));
  }

  awaits(line) {
    return this.pending.has(line) || this.waiting.has(line);
  }

  flush() {
    if (this.direct && this.socket.readyState !== WebSocket.OPEN) return;
    for (const [line, request] of [...this.pending]) {
      const before = this.waiting.get(line);
      if (before && !before.streams) continue;
      this.pending.delete(line);
      this.waiting.set(line, request);
      this.send(request);
    }
  }

  send(request) {
    request.id = ++this.number;
    const { done, streams, ...body } = request;
    const text = JSON.stringify(body);
    this.sent += text.length;
    if (this.direct) this.socket.send(text);
    else this.fallback();
  }

  // A word to whoever draws, while pictures come.
  press(pressed) {
    if (this.socket.readyState === WebSocket.OPEN)
      this.socket.send(JSON.stringify({ kind: "press", pressed }));
  }

  stop() {
    this.pending.clear();
    this.waiting.clear();
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ kind: "stop" }));
  }

  receive(answer) {
    const [line, request] = [...this.waiting].find(([, { id }]) => id === answer.id) || [""];
    if (!request) return;
    this.received += answer.bytes;
    this.answered();
    request.streams = answer.more;
    if (!answer.more) this.waiting.delete(line);
    request.done(answer);
    this.flush();
  }

  // An answer by the channel itself makes it the way again.
  answered() {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.failures = 0;
    this.direct = true;
  }

  close() {
    this.closed = true;
    this.socket.close();
  }
}
