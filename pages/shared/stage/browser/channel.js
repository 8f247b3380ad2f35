// Asks the core directly: one request of a kind under way, the newest waiting one wins.

import { decode } from "./packet.js";

export class Channel {
  constructor(url, fallback) {
    this.url = url;
    this.fallback = fallback; // called with a request when there is no direct way
    this.direct = true;
    this.waiting = new Map();
    this.pending = new Map();
    this.sent = 0;
    this.received = 0;
    this.number = 0;
    this.opened = false;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => {
      this.opened = true;
      this.direct = true;
      this.flush();
    };
    this.socket.onmessage = (event) => this.receive(decode(event.data));
    this.socket.onclose = () => this.lost();
  }

  // A channel that worked is tried again; one that never opened gives way to the fallback.
  lost() {
    if (this.closed) return;
    this.waiting.forEach((request, kind) => this.pending.has(kind) || this.pending.set(kind, request));
    this.waiting.clear();
    if (!this.opened) {
      this.direct = false;
      this.flush();
    }
    setTimeout(() => this.closed || this.connect(), this.opened ? 500 : 20000);
    this.opened = false;
  }

  ask(kind, request, done) {
    this.pending.set(kind, { ...request, kind, done });
    this.flush();
  }

  flush() {
    if (this.direct && this.socket.readyState !== WebSocket.OPEN) return;
    for (const [kind, request] of [...this.pending]) {
      if (this.waiting.has(kind)) continue;
      this.pending.delete(kind);
      this.waiting.set(kind, request);
      this.send(request);
    }
  }

  send(request) {
    request.id = ++this.number;
    const { done, ...body } = request;
    const text = JSON.stringify(body);
    this.sent += text.length;
    if (this.direct) this.socket.send(text);
    else this.fallback(body);
  }

  receive(answer) {
    const request = this.waiting.get(answer.kind);
    if (!request || request.id !== answer.id) return;
    this.received += answer.bytes;
    this.waiting.delete(answer.kind);
    request.done(answer);
    this.flush();
  }

  close() {
    this.closed = true;
    this.socket.close();
  }
}
