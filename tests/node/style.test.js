// How runs look.

import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "../../pages/shared/browser/draw/style.js";

const EIGHT = [...Array(8).keys()];

test("no two runs look alike", () => {
  const looks = EIGHT.map((number) => look(number, false));
  for (const part of ["colour", "marker", "dash"]) {
    assert.equal(new Set(looks.map((each) => String(each[part]))).size, 8, part);
  }
});

test("a run and what it is compared with have one colour and other dashes", () => {
  for (const number of EIGHT) {
    const [mine, other] = [look(number, false), look(8 + number, false)];
    assert.equal(mine.colour, other.colour);
    assert.notDeepEqual(mine.dash, other.dash);
  }
});
