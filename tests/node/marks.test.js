// Where the axes of Plotly's plots are marked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { marks } from "../../pages/shared/browser/draw/marks.js";

test("marks of a logarithmic axis are round and of one size", () => {
  for (const [values, marked] of [
    [
      [0.01, 0.4],
      ["0.01", "0.02", "0.05", "0.1", "0.2"],
    ],
    [
      [0.11, 0.37],
      ["0.15", "0.2", "0.25", "0.3", "0.35"],
    ],
    [
      [1e-7, 2],
      ["10⁻⁷", "10⁻⁵", "0.001", "0.1"],
    ],
    [
      [10, 12.2],
      ["10", "10.5", "11", "11.5", "12"],
    ],
    [
      [1e-12, 1],
      ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"],
    ],
    [[], undefined],
  ]) {
    assert.deepEqual(marks("log", [values], 6).ticktext, marked);
  }
});

test("an axis of counts has no halves", () => {
  assert.deepEqual(marks("linear", [[1, 2, 3, 4, 5]]), { dtick: 1 });
  assert.deepEqual(marks("linear", [[1, 2.5, 3]]), {});
  assert.deepEqual(marks("linear", [[1, 30]]), {});
});
