// From packets of the core to what the views draw.

import { fill } from "../core/words.js";
import { look } from "../draw/style.js";
import { namesOf } from "./names.js";
import { layoutOf } from "./sides.js";

/** @import { Query } from "../core/query.js" */
/** @import { Answers, Film, Numbers, Run, RunsAnswer, Surface, Words } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

/**
 * @param {RunsAnswer} answer  @param {Query} query
 * @param {Pick<Experiment, "data" | "words" | "colours" | "comparison">} known
 * @returns {Run[]}
 */
export function readRuns(answer, query, { data, words, colours, comparison }) {
  const names = namesOf(query, data);
  const layout = layoutOf(query);
  return query.runs.slice(0, answer.runs.length).map((run, k) => {
    const [status, stoppedAt, reached, left] = answer.runs[k];
    const [path, above] = answer.arrays.slice(2 * k, 2 * k + 2);
    const loss = lossesOf(above, comparison.floorOf(k, answer.floor));
    const batch = answer.batches[k];
    const pinned = query.pins.includes(k);
    const title = inBatches(names[k], query, run, batch, words);
    return {
      title,
      name: layout ? `${pinned ? "A" : "B"} · ${title}` : title,
      batch,
      samples: answer.samples,
      optimizer: run.optimizer,
      look: look(k, colours.dark),
      pinned,
      strength: pinned && layout !== "split" ? 0.4 : 1, // pinned runs are faint
      path,
      loss,
      points: loss.length,
      status,
      stoppedAt,
      reached,
      left: left < 0 ? Infinity : left,
      badge: (step) => fill(status === "diverged" ? words.badge_diverged : words.badge_left, { step }),
      statusWord: fill(words[`status_${status}`], { step: status === "diverged" ? left : stoppedAt }),
    };
  });
}

// Losses come as differences from the minimum, and are doubles from here on: near it, to the last bit.
/** @type {(above: Numbers, floor: number | null) => Numbers} */
export const lossesOf = (above, floor) => Float64Array.from(above, (gap) => gap + (floor ?? 0));

// On batches, with their size: it moves with its slider.
function inBatches(name, query, { suffix }, batch, words) {
  const sampling = query.get(`sampling${suffix}`);
  return batch && (sampling || "full") !== "full" ? fill(words.name_in_batches, { name, size: batch }) : name;
}

/** @param {Answers["surface"]} answer  @returns {Surface} */
export function readSurface(answer) {
  const [grid] = answer.arrays;
  return {
    ...answer,
    grid,
    highest: grid.reduce((a, b) => (b > a ? b : a), -Infinity),
    floor: answer.floor ?? grid.reduce((a, b) => Math.min(a, b), Infinity),
  };
}

/** @param {Answers["parts"]} answer  @param {Words} words */
export function readParts(answer, words) {
  return answer.parts.map(({ title, cancelled, remembers }, k) => ({
    title: words[title] || title,
    cancelled,
    gradient: answer.arrays[2 * k],
    memory: remembers ? answer.arrays[2 * k + 1] : null,
  }));
}

/** @param {Answers["rates"]} answer */
export function readRates(answer) {
  if (answer.sorry) return null;
  const [lrs, betas, predicted, measured] = answer.arrays;
  return { lrs, betas, predicted, measured, best: answer.best };
}

/** @param {Answers["film"]} answer  @returns {Film} */
export function readFilm(answer) {
  const [rates, ...pairs] = answer.arrays;
  const values = Object.fromEntries(answer.names.map((name, k) => [name, pairs[k]]));
  return { ...answer, rates, values };
}
