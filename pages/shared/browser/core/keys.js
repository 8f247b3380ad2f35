// Keys work while the stage, or something inside it, has the focus; native controls keep theirs.

const NATIVE = {
  range: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"],
};

export const KEYS = [
  ["Space", "play"],
  ["← →", "step"],
  ["Shift ← →", "ten"],
  ["Home End", "ends"],
  ["F", "full"],
  ["R", "rewind"],
  ["N", "seed"],
  ["Ctrl Z", "undo"],
  ["Ctrl Shift Z", "redo"],
  ["?", "help"],
];

/** @typedef {[name: string, count?: number]} Action  So many steps, or the step to go to. */

/** @param {KeyboardEvent} event  @returns {Action | null} */
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = /** @type {HTMLInputElement} */ (event.target);
  const kind = target.tagName === "INPUT" ? target.type : target.tagName;
  if (["number", "text", "SELECT", "TEXTAREA"].includes(kind)) return null;
  if ((NATIVE[kind] || []).includes(event.key)) return null;
  if (event.key === " " && ["BUTTON", "SUMMARY", "checkbox"].includes(kind)) return null;
  const count = event.shiftKey ? 10 : 1;
  const table = {
    " ": ["play"],
    ArrowRight: ["step", count],
    ArrowLeft: ["step", -count],
    Home: ["seek", 0],
    End: ["seek", Infinity],
    f: ["full"],
    r: ["rewind"],
    n: ["seed"],
    "?": ["help"],
    Escape: ["closeHelp"],
  };
  return table[event.key.length === 1 ? event.key.toLowerCase() : event.key] || null;
}
