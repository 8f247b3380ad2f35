// The address bar.

import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical } from "../../pages/shared/browser/core/address.js";

test("links that mean the same are the same", () => {
  for (const [one, other] of [
    ["lr=1e-07&start=-4%2C2", "start=-4,2.0&lr=1e-7"],
    ["optimizer=sgd&lr=0.10", "lr=0.1&optimizer=sgd"],
  ]) {
    assert.equal(canonical(one), canonical(other));
  }
  assert.notEqual(canonical("lr=0.1"), canonical("lr=0.2"));
});
