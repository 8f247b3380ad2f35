// A table of results: [header, rows] of texts and numbers.

import { element } from "./dom.js";
import { write } from "./scales.js";

export function table(content) {
  if (!content) return [];
  const [header, rows] = content;
  const cell = (value) => element("td", { class: typeof value === "number" ? "number" : "", text: typeof value === "number" ? write(value, 4) : value ?? "–" });
  const head = element("thead", {}, element("tr", {}, ...header.map((text) => element("th", { text }))));
  const body = element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(cell))));
  return [element("table", {}, head, body)];
}
