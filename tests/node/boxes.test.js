// Numbers in the boxes beside the sliders.

import assert from "node:assert/strict";
import { test } from "node:test";
import { boxed } from "../../pages/shared/browser/widgets/boxes.js";

test("a number fits in its box", () => {
  for (const written of ["0.06", "0.001", "1e-8", "2e7", "2345678"]) {
    assert.equal(boxed(Number(written)), written);
  }
});
