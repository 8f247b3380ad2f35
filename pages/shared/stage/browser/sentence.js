// One sentence that says what the picture shows, with its numbers.

import { fill, write } from "./scales.js";

export function sentence({ runs, words, data, floor, query }) {
  const parts = runs.map((run) => fill(words[template(run, floor)], {
    name: run.name,
    step: { diverged: run.left, domain: run.stoppedAt }[run.status] ?? run.reached,
    target: write(data.target),
    steps: query.number("steps"),
    loss: write(run.loss[run.points - 1]),
    gap: write(run.loss[run.points - 1] - floor),
  }));
  return parts.join(words.sentence_join) + words.sentence_end;
}

function template(run, floor) {
  if (run.status === "diverged" || run.status === "domain") return `say_${run.status}`;
  if (run.reached >= 0) return "say_reached";
  return floor === null || floor === undefined ? "say_loss" : "say_above";
}
