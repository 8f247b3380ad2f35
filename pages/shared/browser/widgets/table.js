// Tables: of results, [header, rows] of texts and numbers, and of the numbers behind a picture.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";

// Where results stand: a table too wide for the screen scrolls in its own box, by keys too.
export const resultsBox = (words) =>
  element("div", { class: "results", role: "region", tabindex: "0", "aria-label": words.results_box });

export function table(content) {
  if (!content) return [];
  const [header, rows] = content;
  return [element("table", {}, head(header), body(rows, cell))];
}

// The first cell of each row says what the row is about.
export function captioned({ caption, header, rows }) {
  const first = (value) => element("th", { scope: "row", text: said(value) });
  return element(
    "table",
    {},
    element("caption", { text: caption }),
    head(header),
    body(rows, (value, k) => (k ? cell(value) : first(value))),
  );
}

const head = (header) =>
  element("thead", {}, element("tr", {}, ...header.map((text) => element("th", { scope: "col", text }))));

const body = (rows, show) => element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map(show))));

const cell = (value) =>
  element("td", { class: typeof value === "number" ? "number" : "", text: said(value) });

const said = (value) => (typeof value === "number" ? write(value, 4) : (value ?? "–"));
