// Two settings in words: what differs, and what became of each, by their numbers.

import { write, writePair } from "../core/numbers.js";
import { fill } from "../core/words.js";
import { last, stepOf } from "./sentence.js";
import { pairs, surfaceOfA, sideOf } from "./sides.js";

export function verdict({ runs, words, data, query, floor }) {
  const differ = differences(query, data, words);
  const said = pairs(query)
    .filter(([a, b]) => runs[a] && runs[b])
    .map(([a, b]) => pairSentence(runs[a], runs[b], { words, data, query, floor }));
  const first = differ.length
    ? fill(words.differ, {
        what: differ.map(([what, a, b]) => fill(words.differ_in, { what, a, b })).join(words.sentence_join),
      })
    : words.no_difference;
  return [first, ...said].join(words.sentence_next) + words.sentence_end;
}

function pairSentence(a, b, { words, data, query, floor }) {
  const steps = { a: sideOf(query, true).number("steps") || query.number("steps"), b: query.number("steps") };
  const say = (run, count) =>
    fill(words[`side_${outcome(run, floor)}`], {
      step: stepOf(run),
      target: write(data.target),
      steps: count,
      loss: write(last(run)),
      gap: write(last(run) - floorOf(run, floor)),
    });
  const sentence = fill(words.compare_pair, { name: b.title, a: say(a, steps.a), b: say(b, steps.b) });
  const judged = judge(a, b, floor);
  return judged ? `${sentence}${words.sentence_join}${fill(words[judged.key], judged)}` : sentence;
}

const floorOf = (run, floor) => run.floor ?? floor;
const lost = (run) => run.status === "diverged" || run.status === "domain";

function outcome(run, floor) {
  if (lost(run)) return run.status;
  if (run.reached >= 0) return "reached";
  return (floorOf(run, floor) ?? null) === null ? "loss" : "above";
}

// { key, side, count }; null where the numbers are not comparable.
export function judge(a, b, floor) {
  const better = (aWins) => (aWins ? "A" : "B");
  if (lost(a) && lost(b)) return null;
  if (lost(a) || lost(b)) return { key: "judge_stays", side: better(lost(b)) };
  if (a.reached >= 0 && b.reached >= 0) {
    if (a.reached === b.reached) return { key: "judge_together" };
    return {
      key: "judge_sooner",
      side: better(a.reached < b.reached),
      count: Math.abs(a.reached - b.reached),
    };
  }
  if (a.reached >= 0 || b.reached >= 0) return { key: "judge_only", side: better(a.reached >= 0) };
  const floors = [floorOf(a, floor), floorOf(b, floor)];
  if (floors.some((each) => (each ?? null) === null)) return null;
  const [gapA, gapB] = [last(a) - floors[0], last(b) - floors[1]];
  return write(gapA) === write(gapB)
    ? { key: "judge_level" }
    : { key: "judge_lower", side: better(gapA < gapB) };
}

// [what, A's, B's], each once.
export function differences(query, data, words) {
  const found = [
    ...ofGround(query, data, words),
    ...pairs(query).flatMap(([a, b]) => ofRuns(query, a, b, data)),
  ];
  const seen = new Set();
  return found.filter((each) => !seen.has(each.join("|")) && seen.add(each.join("|")));
}

function ofGround(query, data, words) {
  const [before, after] = [new Map(query.groundOfA), new Map(query.ground)];
  const surfaces = [surfaceOfA(query), query.surface];
  const called = (values) =>
    values.get("formula") || data.grounds[values.get("surface")]?.title || values.get("surface");
  const first =
    before.get("surface") !== after.get("surface") || before.get("formula") !== after.get("formula");
  const symbols = data.grounds[after.get("surface")]?.symbols || {};
  const rest = [...after.keys()].filter(
    (key) =>
      key !== "surface" && key !== "formula" && before.has(key) && different(before.get(key), after.get(key)),
  );
  return [
    ...(first && surfaces[0] ? [[words.surface, called(before), called(after)]] : []),
    ...rest.map((key) => [
      symbols[key.replace("surface.", "")] || words[key] || key,
      shown(before.get(key)),
      shown(after.get(key)),
    ]),
  ];
}

function ofRuns(query, a, b, { optimizers, symbols, schedules }) {
  const [before, after] = [new Map(query.of(a)), new Map(query.of(b))];
  const [optimizer, schedule] = ["optimizer", "schedule"].map((key) => after.get(key));
  const names = {
    ...symbols[optimizer],
    batch: "B",
    ...Object.fromEntries(
      Object.entries(schedules[schedule].symbols).map(([id, symbol]) => [`schedule.${id}`, symbol]),
    ),
  };
  const titles = { optimizer: (id) => optimizers[id], schedule: (id) => schedules[id].title };
  const whole = Object.entries(titles)
    .filter(([key]) => before.get(key) !== after.get(key))
    .map(([key, title]) => ["", title(before.get(key)), title(after.get(key))]);
  const knobs = [...after.keys()].filter(
    (key) => key in names && before.has(key) && different(before.get(key), after.get(key)),
  );
  return [...whole, ...knobs.map((key) => [names[key], shown(before.get(key)), shown(after.get(key))])];
}

const different = (a, b) => a !== b && (Number.isNaN(Number(a)) || Number(a) !== Number(b));

function shown(text) {
  const parts = text.split(",").map(Number);
  if (parts.some(Number.isNaN)) return text;
  return parts.length === 2 ? writePair(parts) : parts.map((each) => write(each, 6)).join(", ");
}
