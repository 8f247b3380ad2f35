// The curve of the loss.

import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../pages/shared/browser/draw/loss.js";

test("a loss beyond all numbers is above the plot, one that has no logarithm below it", () => {
  const place = (loss) => placed(loss, (value) => 300 - 100 * Math.log10(value), 400);
  assert.ok(place(Infinity) < 0); // a run that diverges is not drawn falling
  assert.ok(place(0) > 400);
  assert.equal(place(10), 200);
});
