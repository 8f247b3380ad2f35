// The parts of an update.

import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundZero } from "../../pages/shared/browser/draw/parts.js";

test("gradients have a scale around zero", () => {
  for (const reach of [0.03, 1, 4.1, 8.2, 108]) {
    const [low, zero, high] = aroundZero(reach);
    assert.equal(zero, 0);
    assert.equal(low, -high);
    assert.ok(0.4 * reach <= high && high <= reach, `${high} for ${reach}`);
  }
});
