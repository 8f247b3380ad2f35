// A page as slides: hears the keys, draws what lies over a slide, and asks Streamlit for another one.

import { element, theme } from "../core/dom.js";
import { repaint } from "../core/hosts.js";
import { beginOrder, endOrder } from "../core/turns.js";
import { actionsOf } from "./actions.js";
import { ofDesk, ofPage } from "./addresses.js";
import { Bar } from "./bar.js";
import { began, begin } from "./clock.js";
import { Follow } from "./follow.js";
import { Laser } from "./laser.js";
import { orderOf } from "./orders.js";
import { Overlays } from "./overlays.js";
import { Place } from "./place.js";
import { inStage, release, remember, toRevealed, toTop } from "./slide.js";
import { listen } from "./swipe.js";

const GRACE = 1500; // milliseconds, see hosts.js
const LINE = 8000; // milliseconds that a problem of the link is shown
/** @type {Deck | null} */
let deck = null;

export function mount(component) {
  const own = (deck ??= new Deck());
  window.__deck = own;
  own.adopt(component);
  return () => setTimeout(() => own.leave(component.parentElement), GRACE);
}

export class Deck {
  constructor() {
    this.layer = element("div", { class: "deck" });
    this.overlays = new Overlays(this, this.layer);
    this.laser = new Laser(this.layer);
    this.bar = new Bar(this, this.layer);
    this.place = new Place((order) => this.ask(order));
    this.follow = new Follow(this);
    this.dark = this.waits = false;
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("keydown", (event) => this.escape(event), true);
    document.addEventListener("keydown", (event) => this.enlarge(event), true);
    document.addEventListener("focusin", () => this.sayWhoHasTheKeys());
    document.addEventListener("focusout", () => setTimeout(() => this.sayWhoHasTheKeys()));
    document.addEventListener("click", (event) => release(event));
    listen(
      (past) => this.go(this.target + past),
      () => this.isShown() && !this.overlays.name,
    );
  }

  get words() {
    return this.data.words;
  }

  get target() {
    return this.place.target;
  }

  adopt(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    const { data } = this;
    if (!(this.turn > data.heard)) endOrder();
    const arrived = !before || before.view !== data.view || before.deck !== data.deck;
    const moved = this.place.adopt(data);
    if (data.view === "page") return this.rest();
    if (!this.layer.isConnected) document.body.append(this.layer);
    this.dress(component.parentElement);
    document.documentElement.style.setProperty("--type", data.types[data.zoom]);
    this.zoom = data.zoom;
    if (data.view === "lecture") this.waits = data.waits;
    if (arrived || before.words !== data.words) this.bar.build();
    if (arrived) this.arrive();
    else if (moved) toTop();
    else if (before.shown < data.shown) toRevealed(data.shown);
    this.bar.show();
    this.follow.tell();
  }

  // A lecture begins: its clock, and whoever else shows it.
  arrive() {
    this.began = began(this.data.deck);
    this.overlays.close();
    this.follow.send({ kind: "hello" });
    if (this.data.shown) toRevealed(this.data.shown);
    this.bar.say(this.data.problems.join(" "));
    setTimeout(() => this.sayWhoHasTheKeys(), this.data.problems.length ? LINE : 0);
  }

  dress(parent) {
    const { background, panel, text, accent, border, font } = theme(parent);
    const colours = { background, panel, text, accent, border, font };
    for (const [name, value] of Object.entries(colours))
      this.layer.style.setProperty(`--deck-${name}`, value);
  }

  // The page is read, not shown: only the key that begins a lecture is heard.
  rest() {
    this.overlays.close();
    this.laser.set(false);
    this.layer.remove();
    document.documentElement.style.removeProperty("--type");
  }

  leave(parent) {
    if (this.component.parentElement === parent && !parent.isConnected) this.rest();
  }

  where() {
    const { data } = this;
    return {
      view: data.view,
      over: this.overlays.name,
      waits: this.waits,
      slides: data.titles.length,
      inStage: data.view === "lecture" && inStage(),
    };
  }

  press(event) {
    if (!this.data || !this.component.parentElement.isConnected || event.defaultPrevented) return;
    const order = orderOf(event, this.where());
    if (!order) return;
    event.preventDefault();
    this.perform(order, event.key);
  }

  // A class sees it just now.
  isShown() {
    return this.data?.view === "lecture" && this.component.parentElement.isConnected;
  }

  // In the hall F is the whole slide's, in the experiment too: that alone would hide what lies over it.
  enlarge(event) {
    if (!this.isShown() || !inStage() || orderOf(event, this.where()) !== "full") return;
    event.preventDefault();
    event.stopPropagation();
    this.perform("full");
  }

  // In the hall the experiment gives the keys back with Escape, before it hears of it itself.
  escape(event) {
    if (event.key !== "Escape" || !this.isShown() || this.overlays.name || !inStage()) return;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    if (focused.closest(".stage")?.querySelector(".help:not([hidden])")) return;
    event.preventDefault();
    event.stopPropagation();
    focused.blur();
  }

  perform(order, key) {
    actionsOf(this, key)[order]();
  }

  ask(order) {
    this.turn = Math.max(this.turn || 0, this.data.heard || 0) + 1;
    remember();
    const query = window.location.search.slice(1);
    beginOrder();
    this.component.setTriggerValue("act", { ...order, query, turn: this.turn });
    return this.turn;
  }

  go(to) {
    if (to < 0 || to >= this.data.titles.length || to === this.target) return;
    this.place.go(to);
    this.bar.show();
    this.follow.tell();
  }

  // What waits is on the slide; the desk can but ask for it.
  reveal() {
    if (!this.waits) return;
    this.waits = false;
    this.bar.show();
    if (this.data.view === "lecture") this.ask({ do: "reveal" });
    else this.follow.send({ kind: "do", order: "reveal" });
  }

  blacken(dark) {
    this.darken(dark);
    this.bar.show();
    this.follow.tell();
  }

  // The desk stays light: only the hall is black.
  darken(dark) {
    this.dark = dark;
    if (this.data.view !== "lecture") return;
    if (dark) this.overlays.open("black");
    else this.overlays.close();
  }

  showTimer() {
    this.bar.timed = !this.bar.timed;
    this.bar.tick();
  }

  restart() {
    this.began = begin(this.data.deck, Date.now());
    this.bar.tick();
    this.follow.tell();
  }

  resize(zoom) {
    const { types } = this.data;
    if (!types[zoom] || zoom === this.zoom) return;
    this.zoom = zoom;
    document.documentElement.style.setProperty("--type", types[zoom]);
    repaint();
    this.ask({ do: "zoom", to: zoom });
  }

  openDesk() {
    const address = ofDesk();
    const opened = window.open(address, "descent-lab-desk", "popup,width=1100,height=760");
    if (!opened) this.bar.say(`${this.words.no_window} ${address}`);
  }

  address() {
    remember();
    return ofPage().href;
  }

  sayWhoHasTheKeys() {
    if (!this.data || this.data.view !== "lecture") return;
    this.bar.say(inStage() ? this.words.stage_has_keys : "");
  }
}
