// The clocks that a run may be drawn by.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axisOf } from "../../pages/shared/browser/draw/units.js";

test("an axis of updates marks no half of one", () => {
  const { ticks } = axisOf([{ points: 3 }], "update", 2, 0, 900);
  assert.deepEqual(
    ticks.map(([, text]) => text),
    ["0", "1", "2"],
  );
});
