// What runs are called.

import assert from "node:assert/strict";
import { test } from "node:test";
import { namesOf } from "../../pages/shared/browser/stage/names.js";

const DATA = {
  names: [],
  optimizers: { sgd: "Descent", other: "Other" },
  symbols: { sgd: { lr: "α" }, other: { lr: "α" } },
  schedules: {
    constant: { title: "Constant", symbols: {} },
    late: { title: "Late", symbols: { r: "r" } },
  },
};

/** Two runs of one optimiser and one of another. */
function threeRuns(settings) {
  const constant = Object.fromEntries(["", ".2", ".3"].map((suffix) => [`schedule${suffix}`, "constant"]));
  const values = { ...constant, "lr.3": "0.01", ...settings };
  const runs = ["sgd", "sgd", "other"].map((optimizer, k) => ({ optimizer, suffix: k ? `.${k + 1}` : "" }));
  return { runs, pins: [], values, get: (key) => values[key] };
}

for (const [said, settings, names] of [
  [
    "their settings where these differ",
    { lr: "0.01", "lr.2": "0.060" },
    ["Descent α 0.01", "Descent α 0.06", "Other"],
  ],
  ["nothing where they are alike", { lr: "0.01", "lr.2": "0.01" }, ["Descent", "Descent", "Other"]],
  [
    "their schedules where those differ",
    { lr: "1", "lr.2": "1", "schedule.2": "late", "schedule.r.2": "2" },
    ["Descent Constant", "Descent Late r 2", "Other"],
  ],
]) {
  test(`runs of one optimiser are told apart by ${said}`, () => {
    assert.deepEqual(namesOf(threeRuns(settings), DATA), names);
  });
}
