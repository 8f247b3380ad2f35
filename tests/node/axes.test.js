// The axes of a plot: where it lies, what stands on it, what a pointer means there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Axes, boxOf, marksOf, placeOf } from "../../pages/shared/browser/draw/axes.js";
import { linear, logarithmic } from "../../pages/shared/browser/draw/scales.js";

const COLOURS = { size: 10, font: "serif", text: "black", border: "grey" };
const MARGIN = { left: 3, right: 1, top: 2, bottom: 4 };
const BOX = { left: 30, right: 190, top: 20, bottom: 60 };
const at = (left, top) => ({ getBoundingClientRect: () => ({ left, top }) });

// A context that only writes down what is asked of it.
function paper() {
  const calls = [];
  const note =
    (name) =>
    (...values) => (calls.push([name, ...values]), { width: 25 });
  return new Proxy({ calls }, { get: (own, name) => own[name] ?? note(name) });
}

function plot() {
  const context = paper();
  const axes = Object.assign(new Axes(context, COLOURS, BOX), { width: 200, height: 100, head: 0 });
  axes.across("linear", 0, 16);
  axes.up("log", 0.01, 100);
  return [axes, (name) => context.calls.filter(([call]) => call === name).map(([, ...values]) => values)];
}

test("margins grow with the type", () => {
  assert.deepEqual(boxOf(200, 100, MARGIN, 10), BOX);
  assert.deepEqual(boxOf(200, 100, MARGIN, 20), { left: 60, right: 180, top: 40, bottom: 20 });
});

test("marks are round values, each at its pixel", () => {
  assert.deepEqual(
    marksOf(linear(0, 10, 100, 200)),
    [0, 2, 4, 6, 8, 10].map((v) => [100 + 10 * v, String(v)]),
  );
  const powers = marksOf(logarithmic(1e-4, 1, 300, 100));
  assert.deepEqual(
    powers,
    [
      ["10⁻⁴", 300],
      ["0.001", 250],
      ["0.01", 200],
      ["0.1", 150],
      ["1", 100],
    ].map(([text, y]) => [y, text]),
  );
  assert.deepEqual(marksOf(linear(-1, 1, 0, 100), 3, [0.12345]), [[56.1725, "0.123"]]);
});

test("a plot fills its element, unless there is no room", () => {
  const canvas = { getContext: paper, style: {} };
  globalThis.window = { devicePixelRatio: 2 };
  const axes = Axes.over(canvas, { clientWidth: 200, clientHeight: 100 }, COLOURS, MARGIN);
  assert.deepEqual([axes.box, axes.width, axes.height, canvas.width], [BOX, 200, 100, 400]);
  assert.equal(Axes.over(canvas, { clientWidth: 200, clientHeight: 59 }, COLOURS, MARGIN), null);
  delete globalThis.window;
});

test("stacked plots share the height, each with the margins of the whole", () => {
  const [axes] = plot();
  const [upper, lower] = Object.assign(axes, { height: 200, box: { ...BOX, bottom: 160 } }).stacked(2);
  assert.deepEqual([upper.box, upper.head], [{ ...BOX, bottom: 60 }, 0]);
  assert.deepEqual([lower.box, lower.head], [{ ...BOX, top: 120, bottom: 160 }, 100]);
  assert.equal(upper.x, axes.x);
});

test("a pointer means what is drawn under it", () => {
  const [axes] = plot();
  assert.deepEqual(placeOf({ clientX: 150, clientY: 60 }, at(40, 20)), [110, 40]);
  const [x, y] = axes.valuesAt({ clientX: 150, clientY: 60 }, at(40, 20));
  assert.deepEqual([x, y.toFixed(9)], [8, "1.000000000"]);
});

test("numbers stand beside and below the plot, lines across it on whole pixels", () => {
  const [axes, calls] = plot();
  axes.ruled([[40.2, "1"]]);
  axes.below([[30, "0"]]);
  axes.under("step");
  const [beside, below, under] = calls("fillText").map((said) => said.slice(0, 3));
  assert.deepEqual(
    [beside, below, under],
    [
      ["1", 24, 40.5],
      ["0", 30, 66],
      ["step", 115, 89],
    ],
  );
  assert.deepEqual(calls("lineTo"), [
    [30, 40.5],
    [190, 40.5],
  ]);
});

test("a legend ends at the right, its names in their order", () => {
  const [axes, calls] = plot();
  axes.legend(
    [
      ["gradient", "red"],
      ["memory", "blue"],
    ],
    { weight: 600 },
  );
  assert.deepEqual(
    calls("fillText").map((said) => said.slice(0, 3)),
    [
      ["memory", 190, 2],
      ["gradient", 155, 2],
    ],
  );
});

test("nothing is drawn beyond the plot", () => {
  const [axes, calls] = plot();
  axes.within(
    () =>
      axes.stroke(
        [
          [0, 0],
          [10, 10],
        ],
        { colour: "red" },
      ),
    4,
  );
  assert.deepEqual(calls("rect"), [[26, 16, 168, 48]]);
  assert.deepEqual([calls("save").length, calls("restore").length], [2, 2]);
});
