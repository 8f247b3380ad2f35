// An experiment as a query.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Query } from "../../pages/shared/browser/core/query.js";

test("a query knows its runs and its surface", () => {
  const query = new Query("surface=saddle&surface.k=2&optimizer=sgd&lr=1&optimizer.2=adam");
  assert.deepEqual(query.runs, [
    { optimizer: "sgd", suffix: "" },
    { optimizer: "adam", suffix: ".2" },
  ]);
  assert.equal(query.surface, "surface=saddle&surface.k=2");
});
