// What a key does on a stage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf } from "../../pages/shared/browser/core/keys.js";

const pressed = (key, target = { tagName: "CANVAS", type: "" }, shiftKey = false) =>
  actionOf({ key, shiftKey, target });

test("keys step, and lead to full screen in any case", () => {
  assert.deepEqual(pressed("ArrowRight"), ["step", 1]);
  assert.deepEqual(pressed("ArrowLeft", undefined, true), ["step", -10]);
  assert.deepEqual(pressed("F"), ["full"]);
});

test("keys leave native controls their own", () => {
  assert.equal(pressed("ArrowRight", { tagName: "INPUT", type: "range" }), null);
  assert.equal(pressed(" ", { tagName: "BUTTON", type: "" }), null);
  assert.equal(pressed("r", { tagName: "INPUT", type: "number" }), null);
});
