// What a viewer takes away: one menu, in the same order everywhere.

import { element } from "../core/dom.js";
import { Work } from "../widgets/work.js";

const ORDER = [
  ["html", "save_page"],
  ["png", "save_picture"],
  ["svg", "save_drawing"],
  ["gif", "save_animation"],
  ["csv", "save_numbers"],
  ["py", "save_script"],
  ["torch", "save_torch"],
  ["ipynb", "save_notebook"],
];

// actions: { kind: act(work) }, those of ORDER that there are.
export function saver(words, actions) {
  const work = new Work(words);
  const menu = element("div", { class: "menu" });
  const summary = element("summary", { text: words.save });
  const list = element(
    "details",
    { class: "saver", onkeydown: (event) => press(event, close) },
    summary,
    menu,
  );
  const close = () => {
    list.open = false;
    summary.focus();
  };
  const entry = (kind, text) =>
    element("button", {
      type: "button",
      "data-save": kind,
      text,
      onclick: () => (close(), work.run(actions[kind])),
    });
  menu.append(...ORDER.filter(([kind]) => actions[kind]).map(([kind, word]) => entry(kind, words[word])));
  list.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !list.contains(next)) list.open = false;
  });
  return element("div", { class: "taking" }, list, work.node);
}

// Escape closes the menu, up and down go through it.
function press(event, close) {
  const list = event.currentTarget;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list.open || !(move || event.key === "Escape")) return;
  event.preventDefault();
  event.stopPropagation();
  if (!move) return close();
  const entries = [...list.querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement) + move;
  entries[(at + entries.length) % entries.length].focus();
}

export function follow(href, name) {
  element("a", { href, download: name }).click();
}

export function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  follow(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// What the server writes: a script, a notebook, numbers.
export async function saveFile({ data, query }, name) {
  const file = await fetched(`${data.save}${name}?${query}&lang=${data.language}`);
  download(name, "application/octet-stream", await file.blob());
}

// From our own server, by an address relative to the page; it says in words what it can't give.
export async function fetched(place) {
  const response = await fetch(new URL(place, document.baseURI));
  if (!response.ok) throw new Error((await response.text()).slice(0, 200));
  return response;
}
