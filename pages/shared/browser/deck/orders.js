// Which key does what, and which of them work now. Pure: asked with what is going on, not with the page.

/**
 * @typedef {object} Where
 * @property {"page" | "lecture" | "presenter"} view
 * @property {string | null} over  what lies over the slide
 * @property {boolean} waits  whether there is something to reveal
 * @property {number} slides
 * @property {boolean} inStage  whether an experiment has the focus
 *
 * @typedef {(where: Where) => boolean} When
 */

/** @type {When} */
const inLecture = ({ view, over }) => view === "lecture" && !over;
/** @type {When} */
const onDesk = ({ view, over }) => view !== "page" && !over;
/** @type {When} */
const several = (where) => onDesk(where) && where.slides > 1;
/** @type {When} */
const closable = ({ over }) => Boolean(over);
/** @type {When} */
const inOverview = ({ over }) => over === "overview";

// [name, keys as they are written, keys as they are called, when they work]
/** @type {[name: string, written: string, keys: string[], when: When][]} */
export const ORDERS = [
  ["next", "→  Space  Page↓", ["ArrowRight", " ", "PageDown"], several],
  ["previous", "←  Page↑", ["ArrowLeft", "PageUp"], several],
  ["first", "Home", ["Home"], several],
  ["last", "End", ["End"], several],
  ["down", "↓", ["ArrowDown"], inLecture],
  ["up", "↑", ["ArrowUp"], inLecture],
  ["reveal", "Enter", ["Enter"], (where) => onDesk(where) && where.waits],
  ["full", "F", ["f"], ({ view }) => view !== "page"],
  ["black", "B", ["b", "."], ({ view, over }) => view !== "page" && (!over || over === "black")],
  [
    "overview",
    "O",
    ["o"],
    ({ view, over, slides }) => view !== "page" && slides > 1 && (!over || over === "overview"),
  ],
  ["language", "L", ["l"], onDesk],
  ["join", "J", ["j"], ({ view, over }) => view === "lecture" && (!over || over === "join")],
  ["laser", "X", ["x"], inLecture],
  ["timer", "T", ["t"], inLecture],
  ["larger", "+", ["+", "="], onDesk],
  ["smaller", "−", ["-", "−"], onDesk],
  ["size", "1", ["1", "2", "3"], onDesk],
  ["presenter", "S", ["s"], inLecture],
  ["leave", "P", ["p"], ({ view, over }) => view !== "presenter" && !over],
  ["help", "?", ["?"], ({ view, over }) => view !== "page" && (!over || over === "help")],
  ["forth", "→  ↓", ["ArrowRight", "ArrowDown", "Tab"], inOverview],
  ["back", "←  ↑", ["ArrowLeft", "ArrowUp"], inOverview],
  ["open", "Enter", ["Enter"], inOverview],
  ["close", "Esc", ["Escape"], closable],
];

// Rows of the list of keys: [words, keys as they are written], what belongs together in one row.
/** @type {[words: string, names: string[]][]} */
const ROWS = [
  ["next", ["next"]],
  ["previous", ["previous"]],
  ["first", ["first", "last"]],
  ["scroll", ["down", "up"]],
  ["reveal", ["reveal"]],
  ["move", ["back", "forth"]],
  ["open", ["open"]],
  ["full", ["full"]],
  ["black", ["black"]],
  ["overview", ["overview"]],
  ["language", ["language"]],
  ["join", ["join"]],
  ["laser", ["laser"]],
  ["timer", ["timer"]],
  ["size", ["larger", "smaller"]],
  ["presenter", ["presenter"]],
  ["leave", ["leave"]],
  ["help", ["help"]],
];

/** @param {Where} where */
export function keysNow(where) {
  const now = ORDERS.filter(([, , , when]) => when(where));
  const written = (names) => now.filter(([name]) => names.includes(name)).map(([, keys]) => keys);
  return ROWS.map(([words, names]) => [words, written(names).join("  ")]).filter(([, keys]) => keys);
}

const TYPING = ["text", "number", "search", "email", "password", "url", "tel", "SELECT", "TEXTAREA"];
const MOVING = [
  "ArrowRight",
  "ArrowLeft",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
  " ",
  "Enter",
];
const OWN = {
  range: MOVING,
  radio: MOVING,
  checkbox: [" ", "Enter"],
  BUTTON: [" ", "Enter"],
  A: ["Enter"],
  SUMMARY: [" ", "Enter"],
};

// The order that a key gives, or null: fields, sliders and buttons in focus keep their own keys, and
// so does an experiment.
export function orderOf({ key, ctrlKey, metaKey, altKey, target }, where) {
  if (ctrlKey || metaKey || altKey) return null;
  const kind = target.tagName === "INPUT" ? target.type : target.tagName;
  if (TYPING.includes(kind) || target.isContentEditable) return null;
  if (!where.over && ((OWN[kind] || []).includes(key) || (where.inStage && MOVING.includes(key))))
    return null;
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  const found = ORDERS.find(([, , keys, when]) => keys.includes(pressed) && when(where));
  return found ? found[0] : null;
}
