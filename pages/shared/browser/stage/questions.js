// What the panels beside the map ask of the core, about one run: [[kind, what the question says], …].

/** @import { Answers } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

/** @typedef {[kind: keyof Answers, own: object]} Question */

// Panels with a view of their own; each other one is a plot that the core describes.
/** @type {Record<string, (experiment: Experiment, run: number) => Question[]>} */
const OWN = {
  loss: ({ view }) => (view.unit === "second" ? [["pace", {}]] : []),
  parts: ({ comparison }, run) => [["parts", comparison.about(run)]],
  rates: (experiment, run) => [
    ["rates", {}],
    ["rate", pairOf(experiment, run)],
  ],
  fit: () => [["samples", {}]],
  film,
  squares: film,
  weights: film,
};

/** @type {(experiment: Experiment, run: number) => Question[]} */
function film({ comparison }, run) {
  return [["film", comparison.about(run)]];
}

/** @param {string} panel  @param {Experiment} experiment  @param {number} run  @returns {Question[]} */
export function questionsOf(panel, experiment, run) {
  const { data, comparison } = experiment;
  if (panel in OWN) return OWN[panel](experiment, run);
  return [["panel", { name: panel, names: data.names, ...comparison.about(run) }]];
}

// The learning rate and momentum of a run; one without momentum has none.
/** @param {Experiment} experiment  @param {number} run */
export function pairOf({ query }, run) {
  const { suffix } = query.runs[run];
  const beta = query.get(`beta${suffix}`);
  return { lr: query.number(`lr${suffix}`), beta: beta === undefined ? 0 : Number(beta) };
}

// Of questions whose answers hold for longer than one scenario, what they depend on.
/** @type {Partial<Record<keyof Answers, (experiment: Experiment) => unknown[]>>} */
const LASTING = {
  rates: ({ query, data, colours }) => [
    query.surface,
    query.get("start"),
    query.get("fairness"),
    data.language,
    colours,
  ],
  samples: ({ query }) => [query.surface],
};

// null where it is asked every time
/** @param {keyof Answers} kind  @param {Experiment} experiment */
export function lastingKey(kind, experiment) {
  const parts = LASTING[kind];
  return parts ? JSON.stringify(parts(experiment)) : null;
}
