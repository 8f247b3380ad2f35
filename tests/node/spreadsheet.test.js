// A table that is saved holds nothing that a spreadsheet carries out, however it parts the cells.

import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "../../pages/shared/browser/save/spreadsheet.js";

const SIGNS = ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=x", "\r=x", "\n=x", " =x", "＝x"];
const INSIDE = ["a;=x", "a; -x", "a\t@x", "a\n+x", "a；＝x", '=a,"b"'];
const HARMLESS = ["-0.5", "a-b", "plain"];
const NAMES = [...SIGNS, ...INSIDE, ...HARMLESS];
const SAVED = csv([
  {
    traces: NAMES.map((name) => ({ name, x: [name], y: [-1.5] })),
    spec: { x: { title: "=x" }, y: { title: "y" } },
  },
]);

/** Rows of cells, as a spreadsheet reads them that takes this sign for what parts them. */
function read(text, parting) {
  const rows = [[]];
  const cell = new RegExp(`("(?:[^"]|"")*"|)([^${parting}\r\n]*)(${parting}|\r\n?|\n|$)`, "y");
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text);
    rows.at(-1).push(quoted.slice(1, -1).replaceAll('""', '"') + plain);
    if (end !== parting) rows.push([]);
  }
  return rows.slice(0, -1);
}

/** In any width of letters, which a spreadsheet may not tell apart, and behind any gap. */
const isFormula = (cell) => /^[=+\-@]/.test(cell.normalize("NFKC").trim());

for (const parting of [",", ";", "\t"]) {
  test(`no cell is a formula where ${JSON.stringify(parting)} parts them`, () => {
    const formulas = read(SAVED, parting).flat().filter(isFormula);
    assert.deepEqual(new Set(formulas), new Set(parting === "," ? ["-1.5", "-0.5"] : []));
  });
}

test("names are still read as they were, marked as texts where they would not be", () => {
  const rows = read(SAVED, ",").slice(1);
  assert.deepEqual(
    rows.map(([, name]) => name.replaceAll("'", "")),
    NAMES,
  );
  assert.deepEqual(rows[0], ["1", "'=HYPERLINK(1)", "'=x", "y", "'=HYPERLINK(1)", "-1.5", ""]);
  for (const [k, name] of HARMLESS.entries()) {
    assert.deepEqual(rows.at(k - HARMLESS.length), ["1", name, "'=x", "y", name, "-1.5", ""]);
  }
});
