// The switch between light and dark, where the server made it possible (see early.js).

import { element } from "../core/dom.js";
import { icon } from "../core/icons.js";

export function mount({ parentElement, data }) {
  /** @type {MediaQueryList & { set?: (shade: string) => void }} */
  const shade = window.matchMedia("(prefers-color-scheme: dark)");
  const { set } = shade;
  if (!set) return () => {};
  const button = element("button", {
    type: "button",
    class: "shade",
    onclick: () => set.call(shade, shade.matches ? "light" : "dark"),
  });
  const show = () => {
    const other = shade.matches ? "light" : "dark";
    button.replaceChildren(icon(other));
    button.title = data.words[`to_${other}`];
    button.setAttribute("aria-label", button.title);
  };
  show();
  shade.addEventListener("change", show);
  parentElement.replaceChildren(button);
  return () => shade.removeEventListener("change", show);
}
