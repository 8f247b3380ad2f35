// One sentence that says what the picture shows, with its numbers: of the whole, and of a moment.

import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";

export function sentence({ runs, words, data, floor, query }) {
  const parts = runs.map((run) =>
    fill(words[template(run, floor, data.target)], {
      name: run.name,
      step: stepOf(run),
      target: write(data.target),
      steps: query.number("steps"),
      loss: write(last(run)),
      gap: write(last(run) - floor),
    }),
  );
  return parts.join(words.sentence_join) + words.sentence_end;
}

// Where all runs are while they play; who has arrived by now, and who has not.
export function moment({ runs, words, data, floor, player }) {
  if (!runs.length) return "";
  const now = Math.floor(player.t);
  const parts = runs.map((run) => {
    const loss = run.loss[Math.min(now, run.points - 1)];
    const said = {
      name: run.name,
      loss: write(loss),
      gap: write(loss - floor),
      target: write(data.target),
      reached: run.reached,
      left: run.left,
    };
    return fill(words[`say_moment_${stateAt(run, now, floor)}`], said);
  });
  return (
    fill(words.say_moment, { step: now, steps: player.length }) +
    parts.join(words.sentence_join) +
    words.sentence_end
  );
}

function stateAt(run, now, floor) {
  if (run.status === "diverged" && now >= run.left) return "diverged";
  if (run.reached >= 0 && now >= run.reached) return "reached";
  return floor === null || floor === undefined ? "loss" : "above";
}

export const last = (run) => run.loss[run.points - 1];

// The step that is worth naming: where a run was lost, else where it arrived.
export const stepOf = (run) => ({ diverged: run.left, domain: run.stoppedAt })[run.status] ?? run.reached;

// Down a slope without end is away from the map, too; and to have arrived is not to stay.
function template(run, floor, target) {
  if (run.status === "diverged" && last(run) < run.loss[0]) return "say_falls";
  if (run.status === "diverged" || run.status === "domain") return `say_${run.status}`;
  if (run.reached >= 0) return last(run) - floor > target ? "say_passed" : "say_reached";
  return floor === null || floor === undefined ? "say_loss" : "say_above";
}
