// What the panels beside the map ask of the core, about one run: [[kind, what the question says], …].

// Panels with a view of their own; each other one is a plot that the core describes.
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

function film({ comparison }, run) {
  return [["film", comparison.about(run)]];
}

export function questionsOf(panel, experiment, run) {
  const { data, comparison } = experiment;
  if (panel in OWN) return OWN[panel](experiment, run);
  return [["panel", { name: panel, names: data.names, ...comparison.about(run) }]];
}

// The learning rate and momentum of a run; one without momentum has none.
export function pairOf({ query }, run) {
  const { suffix } = query.runs[run];
  const beta = query.get(`beta${suffix}`);
  return { lr: query.number(`lr${suffix}`), beta: beta === undefined ? 0 : Number(beta) };
}

// Of questions whose answers hold for longer than one scenario, what they depend on.
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
export const lastingKey = (kind, experiment) =>
  kind in LASTING ? JSON.stringify(LASTING[kind](experiment)) : null;
