// The stage's store: it says what changed, asks nobody and draws nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Experiment } from "../../pages/shared/browser/stage/experiment.js";
import { Requests } from "../../pages/shared/browser/stage/requests.js";

const SCENARIO = "surface=quadratic&start=1,2&steps=3&optimizer=sgd&lr=0.1&schedule=constant";
const WORDS = { badge_left: "{step}", badge_diverged: "{step}", status_finished: "ended" };

function data(query = SCENARIO, more = {}) {
  return {
    query,
    view: { panel: "loss", axis: "log", unit: "update", mode: "map", step: null, run: null },
    words: WORDS,
    language: "en",
    names: [],
    page_keys: ["lang"],
    target: 1e-3,
    optimizers: { sgd: "Gradient descent" },
    symbols: { sgd: { lr: "α" } },
    defaults: { sgd: { lr: 0.1 } },
    schedules: { constant: { title: "constant", symbols: {} } },
    ...more,
  };
}

function answered(id, runs = 1) {
  const arrays = Array.from({ length: runs }, () => [Float64Array.of(1, 2, 0, 0), Float64Array.of(5, 1)]);
  return {
    id,
    runs: Array.from({ length: runs }, () => ["finished", 1, -1, -1]),
    batches: Array.from({ length: runs }, () => 0),
    arrays: arrays.flat(),
    floor: 0,
  };
}

// An experiment that writes down what it announces.
function experimentOf(more) {
  const experiment = new Experiment(data(SCENARIO, more), () => true);
  const said = [];
  for (const what of [
    "turned",
    "replaced",
    "settled",
    "view",
    "runs",
    "surface",
    "answer",
    "words",
    "colours",
  ])
    experiment.on(what, () => said.push(what));
  experiment.paint({ dark: false });
  said.length = 0;
  return { experiment, said };
}

// What it asks, on a line that answers when it is told to.
function requestsOf(experiment) {
  const asked = [];
  const client = {
    ask: (kind, own, line = kind) => new Promise((answer) => asked.push({ kind, own, line, answer })),
  };
  const requests = new Requests(experiment, client, () => ({ width: 100, height: 50 }));
  return { requests, asked, of: (kind) => asked.filter((each) => each.kind === kind) };
}

test("a knob that is turned is another scenario, and says so once", () => {
  const { experiment, said } = experimentOf();
  experiment.turn(["lr"], 0.2);
  assert.equal(experiment.query.get("lr"), "0.2");
  assert.deepEqual(said, ["turned"]);
});

test("in a file that was taken away nothing turns", () => {
  const { experiment, said } = experimentOf({ away: true });
  experiment.turn(["lr"], 0.2);
  assert.equal(experiment.query.get("lr"), "0.1");
  assert.deepEqual(said, []);
});

test("another scenario begins anew, and is let go of at once", () => {
  const { experiment, said } = experimentOf();
  experiment.view.step = 2;
  experiment.restore(SCENARIO.replace("lr=0.1", "lr=0.3"));
  assert.equal(experiment.view.step, null);
  assert.deepEqual(said, ["replaced", "settled"]);
});

test("runs are announced when all of them are here", () => {
  const { experiment, said } = experimentOf();
  experiment.takeRuns(answered(7));
  assert.equal(experiment.version, 7);
  assert.equal(experiment.runs[0].points, 2);
  assert.equal(experiment.player.t, 3); // who wants nothing to move sees the end
  assert.deepEqual(said, ["runs"]);
});

test("the same colours are no news", () => {
  const { experiment, said } = experimentOf();
  assert.equal(experiment.paint({ dark: false }), false);
  assert.equal(experiment.paint({ dark: true }), true);
  assert.deepEqual(said, ["colours", "surface"]);
});

test("the address says what is shown, and keeps what is the page's", () => {
  const { experiment } = experimentOf();
  const address = experiment.parameters(new URLSearchParams("lang=zh&lr=9&nonsense=1"));
  assert.equal(address.get("lang"), "zh");
  assert.equal(address.get("lr"), "0.1");
  assert.equal(address.get("nonsense"), null);
  assert.equal(address.get("panel"), "loss");
});

test("what is turned is asked for; what lasts is asked for once", async () => {
  const { experiment } = experimentOf();
  const { asked, of } = requestsOf(experiment);
  experiment.look({ panel: "rates" });
  experiment.turn(["lr"], 0.2);
  experiment.turn(["lr"], 0.3);
  assert.equal(of("runs").length, 2);
  assert.equal(of("rates").length, 1);
  assert.deepEqual(
    of("rate").map(({ own }) => own.lr),
    [0.1, 0.2, 0.3],
  );
  assert.ok(asked.every(({ line, kind }) => line === kind));
});

test("the surface is asked for when the first runs are here, and again only if it is another", async () => {
  const { experiment } = experimentOf();
  const { requests, of } = requestsOf(experiment);
  requests.ask();
  assert.equal(of("surface").length, 0);
  of("runs")[0].answer(answered(1));
  await null;
  assert.deepEqual(
    of("surface").map(({ own }) => own.shape),
    [[110, 55]],
  );
  experiment.turn(["lr"], 0.2);
  assert.equal(of("surface").length, 1);
  experiment.turn(["surface"], "beale");
  assert.equal(of("surface").length, 2);
});

test("a batch is asked for as soon as there are runs and a surface, and once for each step", async () => {
  const { experiment } = experimentOf();
  const { requests, of } = requestsOf(experiment);
  experiment.look({ panel: "fit" });
  requests.ask();
  of("runs").at(-1).answer(answered(1));
  await null;
  assert.equal(of("batch").length, 0);
  of("surface")[0].answer({ arrays: [Float32Array.of(1, 2)], floor: 0 });
  await null;
  assert.deepEqual(
    of("batch").map(({ own }) => own.step),
    [0],
  );
  experiment.player.seek(0.5);
  assert.equal(of("batch").length, 1);
  requests.room = () => ({ width: 100, height: 100 });
  requests.resize();
  assert.equal(of("batch").length, 2);
});

test("of a comparison on two grounds both sides are waited for", async () => {
  const compared = `${SCENARIO}&optimizer.2=sgd&lr.2=0.3&schedule.2=constant&pins=2&compare=overlaid&a.surface=quadratic&a.start=3,3&a.steps=3`;
  const experiment = new Experiment(data(compared), () => true);
  experiment.paint({ dark: false });
  const { requests, of } = requestsOf(experiment);
  requests.ask();
  const [ofA, both] = of("runs");
  assert.equal(ofA.line, "runs of A");
  both.answer(answered(2, 2));
  await null;
  assert.equal(experiment.runs.length, 0);
  ofA.answer(answered(3, 1));
  await null;
  await null;
  assert.equal(experiment.runs.length, 2);
  assert.ok(experiment.runs[1].pinned);
});
