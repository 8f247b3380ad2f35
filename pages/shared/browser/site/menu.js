// The site's name, and a button that opens the menu of all pages: links like any other, but ones that
// do not load everything again. The browser's own popover closes it, and gives the focus back.

import { element } from "../core/dom.js";
import { beginOrder } from "../core/turns.js";
import { enter } from "./document.js";
import { keepChosenInView } from "./strip.js";

const GAP = 4; // pixels below the button
const menus = new WeakMap(); // {parent: {component, text}}, what each shows

export function mount(component) {
  const { parentElement, data } = component;
  const text = JSON.stringify(data);
  const menu = menus.get(parentElement);
  menus.set(parentElement, { component, text });
  if (menu?.text !== text) parentElement.replaceChildren(enter(data), line(parentElement, data));
  if (!menu) keepChosenInView(parentElement.closest(".st-key-top"));
  return () => {};
}

function line(parent, data) {
  const begin = () => {
    beginOrder();
    menus.get(parent).component.setTriggerValue("lecture", true);
  };
  const button = element("button", {
    type: "button",
    class: "here",
    text: data.here,
    "aria-label": `${data.words.menu}: ${data.here}`,
  });
  const panel = element("nav", { class: "pages", popover: "auto", "aria-label": data.words.menu });
  const close = () => panel.hidePopover();
  panel.append(
    ...data.groups
      .flatMap(([title, pages]) => [
        title && element("p", { text: title }),
        ...pages.map((page) => link(page, data, close)),
      ])
      .filter(Boolean),
    element("hr"),
    element("button", {
      type: "button",
      class: "lecture",
      text: data.lecture,
      onclick: () => {
        close();
        begin();
      },
    }),
  );
  button.popoverTargetElement = panel;
  panel.addEventListener("toggle", ({ newState }) => follow(panel, button, newState === "open"));
  return element("div", { class: "menu" }, element("b", { text: data.site }), button, panel);
}

function link([page, title], { language, page: here }, close) {
  const href = `${page === "home" ? "./" : page}?lang=${language}`;
  return element("a", {
    href,
    target: "_self",
    "aria-current": page === here && "page",
    text: title,
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      close();
      go(href);
    },
  });
}

// To another page as by the browser's own buttons: then Streamlit runs the page of the address.
function go(href) {
  window.history.pushState({}, "", new URL(href, document.baseURI));
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// Under its button while it is open; it closes when the page moves on below it.
function follow(panel, button, open) {
  const { left, bottom } = button.getBoundingClientRect();
  const room = window.innerWidth - panel.offsetWidth - GAP;
  panel.style.left = `${Math.max(GAP, Math.min(left, room))}px`;
  panel.style.top = `${bottom + GAP}px`;
  panel.style.maxHeight = `calc(100dvh - ${bottom + 2 * GAP}px)`;
  const moved = ({ target }) => panel.contains(target) || panel.hidePopover();
  panel.stop?.abort();
  if (!open) return;
  panel.stop = new AbortController();
  document.addEventListener("scroll", moved, { capture: true, signal: panel.stop.signal });
}
