// How far a strip is scrolled for the chosen part of it to be in view.

import assert from "node:assert/strict";
import { test } from "node:test";
import { wayInto } from "../../pages/shared/browser/site/strip.js";

const STRIP = { left: 100, right: 500 };

test("what is in view stays where it is", () => {
  assert.equal(wayInto(STRIP, { left: 200, right: 300 }), 0);
});

test("what hangs over an end comes in, with a bit of its neighbour", () => {
  assert.ok(wayInto(STRIP, { left: 450, right: 550 }) > 50);
  assert.ok(wayInto(STRIP, { left: 60, right: 160 }) < -40);
});
