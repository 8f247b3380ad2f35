// Pins and comparisons are queries like any other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Query } from "../../pages/shared/browser/core/query.js";
import {
  apart,
  compared,
  layoutOf,
  pairs,
  pinned,
  swapped,
  unpinned,
} from "../../pages/shared/browser/stage/sides.js";

const TEXT = "surface=quadratic&start=1,2&optimizer=sgd&lr=1&optimizer.2=adam&lr.2=2";
const SAID = Object.fromEntries(new URLSearchParams(TEXT));
const said = (query) => Object.fromEntries(query.values);

test("a pinned run is a copy that stays, until it is taken away", () => {
  const pin = pinned(new Query(TEXT), 0);
  assert.deepEqual(said(pin), { ...SAID, "optimizer.3": "sgd", "lr.3": "1", pins: "3" });
  assert.deepEqual(said(unpinned(pin)), SAID);
});

test("a comparison has copies of all runs, and the ground that they stand on", () => {
  const both = compared(new Query(TEXT), "overlaid");
  both.set("start", "3,4");
  assert.deepEqual(said(both), {
    ...SAID,
    start: "3,4",
    "optimizer.3": "sgd",
    "lr.3": "1",
    "optimizer.4": "adam",
    "lr.4": "2",
    pins: "3,4",
    compare: "overlaid",
    "a.surface": "quadratic",
    "a.start": "1,2",
  });
  assert.equal(apart(both), true);
  assert.equal(layoutOf(both), "overlaid");
  assert.deepEqual(pairs(both), [
    [2, 0],
    [3, 1],
  ]);
  assert.equal(swapped(swapped(both)).toString(), both.toString());
});
