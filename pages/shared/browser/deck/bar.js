// What stands at the edge: on the slide where one is and the time, on the desk the buttons.

import { element } from "../core/dom.js";
import { fill } from "../core/words.js";
import { isOver, written } from "./clock.js";
import { markBelow } from "./slide.js";

/** @import { Deck } from "./deck.js" */

const SEEN = 2500; // milliseconds that the buttons stay after the mouse has moved
const REST = 300; // milliseconds after which a slide has come to rest

export class Bar {
  /** @type {HTMLButtonElement[]} */ buttons;

  /** @param {Deck} deck  @param {Element} layer */
  constructor(deck, layer) {
    this.deck = deck;
    this.node = element("div", { class: "bar" });
    this.line = element("p", { class: "line", role: "status", hidden: true });
    this.place = element("p", { class: "place", role: "status" });
    this.more = element("p", { class: "more", role: "status" });
    this.time = element("output", { class: "time" });
    layer.append(this.line, this.node);
    this.timed = false;
    for (const moved of ["pointermove", "pointerdown"]) document.addEventListener(moved, () => this.wake());
    document.addEventListener("scroll", () => this.mark(), { capture: true, passive: true });
    setInterval(() => {
      this.tick();
      this.markSoon();
    }, 500);
  }

  build() {
    const { data } = this.deck;
    const desk = data.view === "presenter";
    this.node.className = desk ? "bar desk" : "bar";
    const buttons = desk
      ? ["previous", "next", "reveal", "black", "restart"]
      : ["previous", "next", "reveal", "help", "leave"];
    this.buttons = buttons.map((name) => this.button(name));
    this.state = desk ? element("p", { class: "state", role: "status" }) : null;
    this.node.replaceChildren(
      this.time,
      ...this.buttons,
      this.place,
      this.more,
      ...(this.state ? [this.state] : []),
    );
    this.show();
  }

  button(name) {
    const { words } = this.deck;
    const called = {
      previous: "back_button",
      next: "next_button",
      reveal: "reveal_button",
      black: "black_button",
      restart: "restart_button",
      help: "help_button",
      leave: "leave_button",
    };
    return element("button", {
      type: "button",
      "data-order": name,
      text: words[called[name]],
      onclick: () => this.deck.perform(name),
    });
  }

  show() {
    const { data, words, target, waits, dark, follow } = this.deck;
    const count = data.titles.length;
    const title = data.titles[target];
    this.place.textContent = count > 1 ? `${target + 1} / ${count}` : "";
    this.place.setAttribute("aria-label", fill(words.slide, { place: target + 1, count, title }));
    if (waits && data.view === "lecture") this.place.append(element("span", { text: words.reveals }));
    for (const button of this.buttons) {
      const name = button.dataset.order || "";
      const idle = { previous: target === 0, next: target === count - 1, reveal: !waits };
      button.disabled = idle[name] || false;
      if (name === "black") button.setAttribute("aria-pressed", String(dark));
    }
    if (this.state) this.state.textContent = follow.any ? words.together : words.alone;
    this.tick();
    this.markSoon();
  }

  say(text) {
    this.line.textContent = text;
    this.line.hidden = !text;
  }

  tick() {
    const { data, words, began } = this.deck;
    if (!data || data.view === "page") return;
    this.time.hidden = data.view === "lecture" && !this.timed;
    const past = Date.now() - began;
    const now = written(past);
    const text = data.minutes ? fill(words.of_minutes, { now, count: data.minutes }) : now;
    if (this.time.textContent !== text) this.time.textContent = text;
    this.time.classList.toggle("late", isOver(past, data.minutes));
  }

  // Whether the slide goes on below its edge: measured when it has come to rest, as measuring lays it
  // out.
  markSoon() {
    clearTimeout(this.marking);
    this.marking = setTimeout(() => this.mark(), REST);
  }

  mark() {
    const { data, words } = this.deck;
    if (!data || data.view !== "lecture") return;
    const text = markBelow() ? words.more : "";
    if (this.more.textContent !== text) this.more.textContent = text;
  }

  wake() {
    this.node.classList.add("awake");
    clearTimeout(this.sleeping);
    this.sleeping = setTimeout(() => this.node.classList.remove("awake"), SEEN);
  }
}
