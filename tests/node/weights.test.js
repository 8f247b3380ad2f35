// What a memory makes of its past.

import assert from "node:assert/strict";
import { test } from "node:test";
import { total, weight } from "../../pages/shared/browser/draw/weights.js";

for (const [shares, whole] of [
  [true, 1],
  [false, 5],
]) {
  test(`weights that are ${shares ? "" : "no "}shares add up to their total`, () => {
    const weights = [...Array(12).keys()].map((age) => weight({ shares }, 0.8, age));
    const sum = weights.reduce((all, each) => all + each);
    assert.ok(Math.abs(sum / total({ shares }, 0.8, 12) - 1) < 1e-6);
    assert.ok(Math.abs(sum / ((1 - 0.8 ** 12) * whole) - 1) < 1e-6);
  });
}
