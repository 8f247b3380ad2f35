// What Python and JavaScript both do, JavaScript does as the tables of both languages say.
// tests/pages/test_twins.py holds Python to the same tables.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { canonical } from "../../pages/shared/browser/core/address.js";
import { write } from "../../pages/shared/browser/core/numbers.js";
import { Query } from "../../pages/shared/browser/core/query.js";
import { fill, paragraph } from "../../pages/shared/browser/core/words.js";
import { layoutOf, sideOf } from "../../pages/shared/browser/stage/sides.js";

const said = (query) => Object.fromEntries(new URLSearchParams(query));
const table = (name) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf-8"));

test("numbers are written as by the server", () => {
  for (const [value, digits, written] of table("numbers").write) {
    assert.equal(write(Number(value), digits), written, `${value} in ${digits} digits`);
  }
});

test("numbers in a link mean the same in JavaScript", () => {
  for (const [theirs, ours] of table("numbers").link) {
    assert.equal(String(Number(theirs)), ours);
    assert.equal(canonical(`lr=${encodeURIComponent(theirs)}`), canonical(new URLSearchParams({ lr: ours })));
  }
});

test("a link is read and written as by the server", () => {
  for (const { link, pins, layout, ground, runs, asked } of table("links").links) {
    const query = new Query(link);
    assert.deepEqual(query.pins, pins);
    assert.equal(layoutOf(query), layout);
    assert.deepEqual(said(query.toString()), said(link));
    assert.deepEqual(Object.fromEntries(query.ground), ground);
    assert.deepEqual(
      query.runs.map((_, place) => Object.fromEntries(query.of(place))),
      runs,
    );
    assert.deepEqual(said(layout ? sideOf(query, false).asked() : query.asked()), asked.B);
    if (layout) assert.deepEqual(said(sideOf(query, true).asked()), asked.A);
  }
});

test("sentences are filled as by the server", () => {
  for (const [text, values, filled] of table("words").fill) assert.equal(fill(text, values), filled);
});

test("sentences follow each other as by the server", () => {
  for (const [sentences, text] of table("words").paragraph) assert.equal(paragraph(sentences), text);
});
