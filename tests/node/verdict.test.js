// Which of two runs came off better.

import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../pages/shared/browser/stage/verdict.js";

const run = ({ status = "finished", reached = -1, loss = 1 } = {}) => ({
  status,
  reached,
  loss: [loss],
  points: 1,
  left: 3,
});

for (const [title, first, second, floor, judged] of [
  [
    "the one that arrived sooner",
    { reached: 9 },
    { reached: 4 },
    0,
    { key: "judge_sooner", side: "B", count: 5 },
  ],
  ["both that arrived together", { reached: 9 }, { reached: 9 }, 0, { key: "judge_together" }],
  ["the only one that arrived", { reached: 9 }, {}, 0, { key: "judge_only", side: "A" }],
  ["the one that stayed", { status: "diverged" }, {}, 0, { key: "judge_stays", side: "B" }],
  ["neither that left", { status: "diverged" }, { status: "domain" }, 0, null],
  ["the one with the lower loss", { loss: 2 }, { loss: 1 }, 0, { key: "judge_lower", side: "B" }],
  ["both whose losses are level", { loss: 1.00001 }, { loss: 1 }, 0, { key: "judge_level" }],
  ["neither where no minimum is known", { loss: 2 }, { loss: 1 }, null, null],
]) {
  test(`the better of two is ${title}`, () => {
    assert.deepEqual(judge(run(first), run(second), floor), judged);
  });
}
