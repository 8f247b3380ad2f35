// Asks the core everything that a stage could ask while its experiment stays as it is.

import { Channel } from "../core/channel.js";
import { Client } from "../core/client.js";
import { channelUrl } from "../core/hosts.js";
import { fill } from "../core/words.js";
import { keyOf } from "../save/recorded.js";
import { fixed } from "../save/standalone.js";
import { questionsOf } from "./questions.js";

const MOST_BATCHES = 600; // a picture for every update of every run that draws batches
const CELLS = 32; // across such a picture
// The map of the file keeps one shape on every screen: nobody could work out more of it.
const [COLUMNS, ROWS] = [110, 88];

export async function recordStage(stage, work) {
  const { query, data, view, player, words } = stage;
  const steps = batchesOf(stage);
  const tooMany = steps.length > MOST_BATCHES;
  const panels = tooMany ? data.panels.filter((panel) => panel !== "fit") : data.panels;
  const questions = [...common(stage), ...panels.flatMap((panel) => ofPanel(stage, panel, steps))];
  const answers = await asked(stage, questions, work);
  const start = { id: "start", keys: ["start"], title: words.start, symbol: "⊕", scale: "value" };
  return {
    part: "stage",
    whole: query.asked(),
    answers: answers.map(({ key, answer }) => [key, answer.buffer]),
    formulas: answers[0].answer.formulas,
    sentence: stage.frame.live.textContent,
    left_out: tooMany
      ? fill(words.left_out, { panel: words.panel_fit, count: steps.length, most: MOST_BATCHES })
      : "",
    data: {
      ...data,
      guide: null,
      query: query.toString(),
      view: {
        ...view,
        panel: panels.includes(view.panel) ? view.panel : panels[0],
        step: player.playing ? null : Math.floor(player.t),
      },
      controls: [...fixed(data.controls), start],
      panels,
      fixed: true,
      compares: false,
      shape: COLUMNS / ROWS,
    },
  };
}

// In a comparison, setting A may stand on ground of its own.
function common(stage) {
  const { comparison, data, runs } = stage;
  const ofA = comparison.apart ? [["runs", { query: comparison.asked, target: data.target }]] : [];
  const mapOfA = comparison.surface ? [["surface", { query: comparison.asked, shape: [COLUMNS, ROWS] }]] : [];
  return [
    ["formulas", {}],
    ["runs", { target: data.target }],
    ["surface", { shape: [COLUMNS, ROWS] }],
    ...ofA,
    ...mapOfA,
    ...(data.modes.includes("slope") ? runs.map((_, run) => ["slope", comparison.about(run)]) : []),
  ];
}

// What a panel asks, for every run in turn.
function ofPanel({ experiment, runs }, panel, steps) {
  if (panel === "loss") return runs.some((run) => run.batch) ? [["pace", {}]] : [];
  const asked = runs.flatMap((_, run) => questionsOf(panel, experiment, run));
  return panel === "fit" ? [...asked, ...steps] : asked;
}

function batchesOf({ runs, data, comparison }) {
  if (!data.panels.includes("fit")) return [];
  const shape = [CELLS, Math.round((CELLS * ROWS) / COLUMNS)];
  return runs.flatMap(({ points }, run) =>
    Array.from({ length: Math.max(points - 1, 1) }, (_, step) => [
      "batch",
      { ...comparison.about(run), step, shape },
    ]),
  );
}

// On a line of its own: what the viewer does meanwhile is asked on the stage's.
async function asked({ data, query, words }, questions, work) {
  const known = new Map();
  const about = { query: query.asked(), language: data.language };
  let fail;
  const lost = new Promise((_, reject) => (fail = reject));
  const channel = new Channel(channelUrl(data), () => fail(new Error(words.no_line)));
  const client = new Client(channel, () => about);
  try {
    for (const [kind, own] of questions) {
      const key = keyOf(kind, { ...about, ...own }, about.query);
      if (known.has(key)) continue;
      const answer = await Promise.race([lost, client.ask(kind, own)]);
      known.set(key, { key, answer });
      if (known.size % 8 === 0) await work.at((0.9 * known.size) / questions.length);
    }
  } finally {
    channel.close();
  }
  return [...known.values()];
}
