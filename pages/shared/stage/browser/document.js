// What a page needs of its document: its language, and the way past the top line to the picture.

import { element } from "./dom.js";

const PICTURE = ".first-card:not(.over), .stage:has(.views, .plots)";
const CONTENT = '[data-testid="stMainBlockContainer"] :is(.stage, h2)';

export function mount({ parentElement, data }) {
  document.documentElement.lang = data.language === "zh" ? "zh-CN" : data.language;
  parentElement.replaceChildren(element("a", { class: "skip-link", href: "#stMain", text: data.words.skip, onclick: skip }));
  return () => {};
}

function skip(event) {
  event.preventDefault();
  const target = document.querySelector(PICTURE) || document.querySelector(CONTENT);
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}
