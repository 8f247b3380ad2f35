// What is drawn stands out from what it is drawn on, by the theme's own values.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tints } from "../../pages/shared/browser/draw/plotly.js";
import { look, quantityColour } from "../../pages/shared/browser/draw/style.js";

const SETTINGS = readFileSync(new URL("../../.streamlit/config.toml", import.meta.url), "utf-8");

/** The colours of one of the theme's shades, by their names in the settings. */
function theme(shade) {
  const [, section] = SETTINGS.split(`[theme.${shade}]\n`);
  return Object.fromEntries(
    [...section.split("\n[")[0].matchAll(/^(\w+) = "(#\w+)"/gm)].map(([, ...pair]) => pair),
  );
}

const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(...colours) {
  const [low, high] = colours.map(luminance).sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

for (const shade of ["light", "dark"]) {
  const dark = shade === "dark";
  const paper = theme(shade);

  test(`what is drawn stands out from what it is drawn on when it is ${shade}`, () => {
    const runs = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => look(number, dark).colour);
    const quantities = ["g", "dx", "kept", "v", "added"].map((name) => quantityColour(name, dark));
    const grounds = [...tints(dark).map(([, colour]) => colour), paper.backgroundColor];
    for (const colour of [...runs, ...quantities, paper.textColor]) {
      for (const ground of grounds) assert.ok(contrast(colour, ground) >= 3, `${colour} on ${ground}`);
    }
  });

  test(`words stand out from the paper when it is ${shade}`, () => {
    assert.ok(contrast(paper.textColor, paper.secondaryBackgroundColor) >= 7);
    assert.ok(contrast(paper.primaryColor, paper.backgroundColor) >= 4.5);
  });
}
