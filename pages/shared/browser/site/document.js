// What a page needs of its document: its language, and the way past the top line to the picture.

import { element } from "../core/dom.js";

const PICTURE = ".first-card:not(.over), .stage:has(.views, .plots)";
const CONTENT = '[data-testid="stMainBlockContainer"] :is(.stage, h2)';

export function mount({ parentElement, data }) {
  parentElement.replaceChildren(enter(data));
  return () => {};
}

// Says the language, and returns the link that leads past what comes before the picture.
export function enter({ language, words }) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : language;
  return element("a", { class: "skip-link", href: "#stMain", text: words.skip, onclick: skip });
}

function skip(event) {
  event.preventDefault();
  /** @type {HTMLElement | null} */
  const target = document.querySelector(PICTURE) || document.querySelector(CONTENT);
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}
