// The map of learning rate and momentum.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rateColour } from "../../pages/shared/browser/draw/ratemap.js";

test("rates get darker as they get faster", () => {
  const shades = [0.5, 0.8, 0.95, 0.99].map((rate) => rateColour(rate).reduce((sum, part) => sum + part));
  assert.deepEqual(
    shades,
    shades.toSorted((one, other) => one - other),
  );
  assert.deepEqual(rateColour(1), rateColour(NaN));
});
