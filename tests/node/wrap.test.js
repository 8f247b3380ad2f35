// Words that need more than one line.

import assert from "node:assert/strict";
import { test } from "node:test";
import { about, legendRows, wrapped } from "../../pages/shared/browser/draw/wrap.js";

const letters = (text) => text.length;

test("no line of a picture begins with a full stop", () => {
  assert.deepEqual(wrapped("A 更低。B ends 0.1；", 4, letters), ["A 更", "低。B", "ends", "0.1；"]);
});

test("no line of a picture ends with an opening bracket", () => {
  assert.deepEqual(wrapped("y 方向步长（α）", 8, letters), ["y 方向步长", "（α）"]);
});

test("words on a narrow plot go on in the next line", () => {
  assert.deepEqual(wrapped("loss", 400, about(16)), ["loss"]);
  assert.deepEqual(wrapped("", 400, about(16)), [""]);
  assert.deepEqual(wrapped("what day 200 remembers: the weight of each", 200, about(16)), [
    "what day 200 remembers:",
    "the weight of each",
  ]);
});

test("Chinese goes on in the next line too, and not with a colon", () => {
  const title = "第 200 天记得什么：此前每一天的权重";
  const lines = wrapped(title, 160, about(16));
  assert.equal(lines.length, 2);
  assert.equal(lines.join(""), title);
  assert.ok(!lines[1].startsWith("："));
});

test("a legend has as many rows as its names need", () => {
  assert.equal(legendRows([], 400, 16), 0);
  assert.equal(legendRows(["a", "b", "c"], 400, 16), 1);
  assert.equal(legendRows(Array(3).fill("a name of some length"), 250, 16), 3);
});
