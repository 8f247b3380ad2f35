// What a viewer takes away: a figure as a picture, and its numbers as a table.

import { element } from "./dom.js";

// A menu that opens below its title: [[text, what pressing it does], …].
export function saver(title, entries) {
  const close = (event) => (event.currentTarget.closest("details").open = false);
  const choices = entries.map(([text, act]) => element("button", { type: "button", text, onclick: (event) => (close(event), act()) }));
  const leave = (event) => {
    const { currentTarget: menu } = event;
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.firstElementChild.focus();
  };
  return element("details", { class: "saver", onkeydown: leave }, element("summary", { text: title }), element("div", { class: "menu" }, ...choices));
}

export function save(figure, kind) {
  const name = `${figure.data.figure}`;
  if (kind === "csv") return download(`${name}.csv`, "text/csv", csv(figure.plots));
  figure.plots.forEach((view, k) => {
    const filename = figure.plots.length > 1 ? `${name}-${k + 1}` : name;
    view.Plotly.downloadImage(onPaper(view, figure.colours), { format: kind, filename, width: view.plot.clientWidth, height: view.plot.clientHeight, scale: kind === "png" ? 2 : 1 });
  });
}

// On a background of its own: a picture with none is unreadable on another's.
function onPaper(view, colours) {
  return { data: view.plot.data, layout: { ...view.plot.layout, paper_bgcolor: colours.background } };
}

// What the server writes: a script, a notebook, numbers.
export function saveFile({ data, query }, name) {
  follow(new URL(`${data.save}${name}?${query}&lang=${data.language}`, document.baseURI).href, name);
}

export function follow(href, name) {
  element("a", { href, download: name }).click();
}

export function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// Long form: a row for every point drawn. A map has its value in the last column.
export function csv(plots) {
  const lines = ["plot,name,x,y,value"];
  plots.forEach((view, k) => {
    for (const trace of view.traces) lines.push(...points(trace).map((row) => [k + 1, text(trace.name || ""), ...row].join(",")));
  });
  return `${lines.join("\n")}\n`;
}

function points({ x = [], y = [], z: drawn, values: z = drawn }) {
  if (z) return [...y].flatMap((high, row) => [...x].map((wide, column) => [text(wide), text(high), text(z[row][column])]));
  return [...x].map((wide, k) => [text(wide), text(y[k]), ""]).filter(([wide]) => wide !== "");
}

const text = (value) => (value === null || value === undefined || Number.isNaN(value) ? "" : typeof value === "string" ? quoted(harmless(value)) : String(value));

const quoted = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

// A word that a spreadsheet would carry out as a formula, a viewer's own column name say, is marked as text.
const harmless = (value) => (/^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value);
