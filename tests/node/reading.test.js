// What the stage makes of the core's packets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lossesOf } from "../../pages/shared/browser/stage/reading.js";

test("losses are doubles again, to the last bit of the minimum", () => {
  const floor = 0.6560762397746198;
  const run = [floor + 3.3972825e-14, floor + 2 ** -53, floor];
  const above = Float32Array.from(run, (loss) => loss - floor);
  assert.deepEqual([...lossesOf(above, floor)], run);
});

test("where there is no minimum, or it is zero, a loss is itself", () => {
  const loss = Float32Array.of(-7.5, 1e-30, Infinity);
  assert.deepEqual([...lossesOf(loss, null)], [...loss]);
  assert.deepEqual([...lossesOf(loss, 0)], [...loss]);
});
