// Undo: which keys mean it, and where they mean something else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stepOf, types } from "../../pages/shared/browser/widgets/history.js";

test("the keys of undo and redo", () => {
  for (const [keys, step] of [
    [{ key: "z", ctrlKey: true }, -1],
    [{ key: "Z", ctrlKey: true, shiftKey: true }, 1],
    [{ key: "y", ctrlKey: true }, 1],
    [{ key: "z", metaKey: true }, -1],
    [{ key: "z" }, 0],
    [{ key: "z", ctrlKey: true, altKey: true }, 0],
  ]) {
    assert.equal(stepOf(keys), step, JSON.stringify(keys));
  }
});

/** As much of a node as is asked. */
function node(tagName, { type, contentEditable = false, ...attributes } = {}) {
  return {
    tagName,
    type,
    isContentEditable: contentEditable,
    getAttribute: (name) => attributes[name] ?? null,
  };
}

test("undo leaves texts alone", () => {
  const list = { type: "text", role: "combobox" };
  for (const [asked, expected] of [
    [node("INPUT", { type: "number" }), true],
    [node("INPUT", { type: "text" }), true],
    [node("TEXTAREA"), true],
    [node("DIV", { contentEditable: true }), true],
    [node("INPUT", { type: "range" }), false],
    [node("INPUT", { type: "checkbox" }), false],
    [node("BUTTON"), false],
    [node("INPUT", { ...list, "aria-expanded": "false" }), false],
    [node("INPUT", { ...list, "aria-expanded": "true" }), true],
  ]) {
    assert.equal(types(asked), expected, JSON.stringify(asked));
  }
});
