// Colours of maps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tinted } from "../../pages/shared/browser/draw/tinted.js";

test("a slow run is not coloured as one that never came", () => {
  const tint = { scale: "rate", low: 0.5, high: 0.999, never: "n", lost: "l", colours: ["#0", "#1"] };
  const { z, colorscale } = tinted({ z: [[0.99999, Infinity]], tint }, { size: 16 });
  const [slow, never] = z[0];
  assert.ok(colorscale.at(-1)[0]);
  assert.ok(slow < 1 && 1 < never);
});
