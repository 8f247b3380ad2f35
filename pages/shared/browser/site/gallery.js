// The gallery: a card for each page, with its miniature, and the way back to where one was.

import { lastPlace } from "../core/address.js";
import { element, theme } from "../core/dom.js";
import { decode } from "../core/packet.js";
import { drawMiniature, shareAt } from "./miniature.js";

const galleries = new WeakMap();
const loaded = new Map(); // {address: {page: picture}}

export function mount(component) {
  const { parentElement } = component;
  const before = galleries.get(parentElement);
  if (before) before.destroy();
  const gallery = new Gallery(component);
  galleries.set(parentElement, gallery);
  window.__gallery = gallery;
  return () => parentElement.isConnected || gallery.destroy();
}

export class Gallery {
  /** @type {number} when it began to move */ began;
  /** @type {number} the share of their time that is drawn */ shown;
  clock = 0;
  gone = false;

  constructor({ parentElement, data, setTriggerValue }) {
    this.data = data;
    this.open = (/** @type {string} */ page) => setTriggerValue("open", page);
    this.colours = theme(parentElement);
    this.pictures = loaded.get(data.miniatures);
    this.canvases = new Map();
    this.frames = 0;
    this.node = element(
      "section",
      { class: "stage gallery" },
      this.begin(),
      element("div", { class: "cards" }, ...data.groups.flat().map((page) => this.card(page))),
    );
    parentElement.replaceChildren(this.node);
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.pictures) this.start();
    else this.load(data.miniatures);
  }

  start() {
    this.clock = requestAnimationFrame((now) => this.tick(now));
  }

  // Their numbers; until they are there, and where they never come, the cards have words only.
  async load(address) {
    const answer = await fetch(new URL(address, document.baseURI)).catch(() => null);
    if (!answer?.ok) return;
    const { miniatures, arrays } = decode(await answer.arrayBuffer());
    this.pictures = new Map(
      miniatures.map((one) => [one.page, { ...one, arrays: arrays.slice(one.first, one.first + one.count) }]),
    );
    loaded.set(address, this.pictures);
    if (!this.gone) this.start();
  }

  begin() {
    const { words, groups, titles } = this.data;
    const first = groups[0][0];
    const start = this.anchor(
      first,
      { class: "start" },
      `${words.begin}${words.begin_colon}${titles[first]} →`,
    );
    return element("p", { class: "begin" }, start, this.again());
  }

  // Back to where one was, in the language of now.
  again() {
    const { words, titles, language } = this.data;
    const place = lastPlace();
    const address = place && new URL(place.href);
    if (!place || address.origin !== window.location.origin) return null;
    address.searchParams.set("lang", language);
    const title = titles[address.pathname.split("/").pop()] || place.title;
    return element("a", { href: address.href, class: "again", text: `${words.again} ${title}` });
  }

  card(page) {
    const canvas = element("canvas", { "aria-hidden": "true" });
    this.canvases.set(page, canvas);
    const title = element("b", { text: this.data.titles[page] });
    return this.anchor(
      page,
      { class: "card", "data-page": page },
      canvas,
      title,
      element("span", { text: this.data.lines[page] }),
    );
  }

  // A link like any other, but one that does not load everything again.
  anchor(page, attributes, ...children) {
    return element(
      "a",
      {
        ...attributes,
        href: `${page}?lang=${this.data.language}`,
        target: "_self",
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.open(page);
        },
      },
      ...children,
    );
  }

  tick(now) {
    this.began ||= now;
    const share = this.still ? 1 : shareAt((now - this.began) / 1000);
    if (share !== this.shown) this.draw(share);
    this.clock = requestAnimationFrame((next) => this.tick(next));
  }

  draw(share) {
    this.shown = share;
    for (const [page, canvas] of this.canvases) {
      if (this.pictures.has(page)) drawMiniature(canvas, this.pictures.get(page), share, this.colours);
    }
    this.frames += 1;
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.clock);
  }
}
