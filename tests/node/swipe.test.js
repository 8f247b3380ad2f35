// What a finger on a slide means.

import assert from "node:assert/strict";
import { test } from "node:test";
import { turned } from "../../pages/shared/browser/deck/swipe.js";

test("a swipe is long, level and quick", () => {
  assert.equal(turned([300, 100, 0], [200, 110, 200]), 1);
  assert.equal(turned([200, 100, 0], [300, 110, 200]), -1);
  for (const end of [
    [250, 100, 200],
    [200, 200, 200],
    [200, 110, 2000],
  ]) {
    assert.equal(turned([300, 100, 0], end), 0, `${end}`);
  }
});
