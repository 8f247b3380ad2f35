// How JavaScript alone treats numbers; what Python does too is in twins.test.js.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rounded, writePair } from "../../pages/shared/browser/core/numbers.js";

test("a slider's value has three digits, and its ends stay its ends", () => {
  const memory = { low: 0, high: 0.999 };
  assert.equal(rounded(0.12345, memory), 0.123);
  assert.equal(rounded(0.99951, memory), 0.999);
  assert.equal(rounded(0.9996, { low: 0, high: 0.9999 }), 0.9999);
  assert.equal(rounded(-0.0001, memory), 0);
  assert.equal(rounded(1.23456e-7, { low: 1e-10, high: 0.1 }), 1.23e-7);
});

test("a slider with a step moves by it, from its lower end, without rounding errors", () => {
  const tenths = { step: 0.1, low: 0, high: 1 };
  assert.deepEqual(
    [0.26, 0.31, 0.74].map((value) => rounded(value, tenths)),
    [0.3, 0.3, 0.7],
  );
  assert.equal(rounded(24, { step: 10, low: 5, high: 400 }), 25);
  assert.equal(rounded(399, { step: 10, low: 5, high: 400 }), 395);
  assert.equal(rounded(1000, { step: 10, low: 5, high: 400 }), 400);
});

test("a pair stands in brackets", () => {
  assert.equal(writePair([1, -0.5]), "(1, −0.5)");
  assert.equal(writePair([NaN, 1 / 3], 2), "(–, 0.33)");
});
