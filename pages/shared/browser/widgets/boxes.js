// Boxes for numbers: what may be typed into one, and what is said of a number that can't be used.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";

/** @import { Words } from "../core/types.js" */

const ROOM = 7; // characters in a box for a number
const MOST_WHOLE = 1e10; // that is written with all its digits

// Many keyboards have a comma for the point, or letters of full width; a box of numbers would drop
// them and take 0,05 for 5. A whole number has no point, but may have a comma between its thousands.
export const numberBox = (name, enter, whole = false) =>
  element("input", {
    type: "number",
    step: "any",
    "aria-label": name,
    ...untilEntered(enter),
    onbeforeinput: (event) => {
      const typed = event.data || "";
      const plain = typed.normalize("NFKC").replace(/[,。]/g, whole ? "" : ".");
      if (plain === typed) return;
      event.preventDefault();
      document.execCommand("insertText", false, plain);
    },
  });

// Listeners of a box: it says when somebody types in it.
export const untilEntered = (enter) => ({
  oninput: ({ target }) => (target.dataset.typing = ""),
  onblur: ({ target }) => delete target.dataset.typing,
  onchange: ({ target }) => {
    delete target.dataset.typing;
    enter();
  },
});

// What somebody is typing is left alone, wherever the value comes from.
export function showIn(box, text) {
  if (!("typing" in box.dataset)) box.value = text;
}

/** @type {(value: number) => string} */
export const boxed = (value) => {
  const [plain, short] = [String(value), value.toExponential().replace("e+", "e")];
  return plain.length > ROOM && short.length < plain.length ? short : plain;
};

// As it is, not rounded: a limit of 0.999999999 is not 1.
function exact(value) {
  const whole = Number.isInteger(value) && Math.abs(value) < MOST_WHOLE;
  return whole ? String(value).replace("-", "−") : write(value, 12);
}

/**
 * @typedef {object} Limits
 * @property {string} name  of what is typed
 * @property {number} least
 * @property {number} most
 * @property {boolean} [whole]
 * @property {boolean} [stays]  out of range the number before is used, not the nearest
 */

/**
 * The number to use, null where a box holds none; and a sentence where that is not what was typed.
 * @param {HTMLInputElement} box  @param {Limits} limits  @param {number} before  @param {Words} words
 * @returns {{ used: number | null, said: string }}
 */
export function entered(box, { name, least, most, whole, stays }, before, words) {
  if (box.value === "")
    return {
      used: null,
      said: box.validity.badInput ? fill(words.typed_unread, { name, used: exact(before) }) : "",
    };
  const value = Number(box.value);
  const near = Math.min(Math.max(whole ? Math.round(value) : value, least), most);
  if (near === value) return { used: value, said: "" };
  const used = stays ? before : near;
  const [typed, low, high, instead] = [value, least, most, used].map(exact);
  return {
    used,
    said: fill(words[whole ? "typed_whole" : "typed_range"], {
      name,
      value: typed,
      least: low,
      most: high,
      used: instead,
    }),
  };
}
