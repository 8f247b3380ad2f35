// Axes: from a value to its place and back, and where they are marked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decades, linear, logarithmic, logTicks, ticks } from "../../pages/shared/browser/draw/scales.js";

for (const scale of [linear, logarithmic]) {
  test(`a ${scale.name} scale leads there and back`, () => {
    const drawn = scale(1, 100, 20, 300);
    for (const value of [1, 3, 100]) {
      assert.ok(Math.abs(drawn.invert(drawn(value)) / value - 1) < 1e-6, `${value}`);
    }
  });
}

test("ticks are round and within", () => {
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(-3.2, 3.1, 3), [0]);
  assert.deepEqual(ticks(2, 2, 5), []);
  assert.deepEqual(decades(0.02, 300), [0.1, 1, 10, 100]);
  assert.ok(decades(1e-300, 1e300).length <= 7);
});

test("no axis marks half a step", () => {
  assert.deepEqual(ticks(0, 2, 6, 1), [0, 1, 2]);
  assert.deepEqual(ticks(0, 1, 9, 1), [0, 1]);
  assert.deepEqual(ticks(0, 100, 5, 1), [0, 20, 40, 60, 80, 100]);
});

test("a logarithmic axis has marks", () => {
  for (const [low, high] of [
    [0.5, 3],
    [1e-9, 1],
    [0.001, 2],
    [6.1, 6.4],
    [1, 64],
  ]) {
    const marks = logTicks(low, high);
    assert.ok(2 <= marks.length && marks.length <= 12, `${low} to ${high}: ${marks}`);
    for (const mark of marks) assert.ok(low * 0.999 <= mark && mark <= high * 1.001, `${mark}`);
  }
});
