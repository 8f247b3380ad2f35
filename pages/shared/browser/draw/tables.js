// What the stage's pictures show, as tables: of the runs, and of each side panel.

import { fill } from "../core/words.js";

/** @import { Run, Table, Words } from "../core/types.js" */

export const MOST = 25; // rows

// No more than `most` places of a row of `count`: every one, or every second, fifth, tenth …, and the
// last.
export function places(count, most = MOST) {
  const every = stride(count - 1, most - 1);
  const shown = Array.from({ length: Math.ceil((count - 1) / every) }, (_, k) => k * every);
  return count > 0 ? [...shown, count - 1] : [];
}

function stride(steps, most) {
  let power = 1;
  while (10 * power * most < steps) power *= 10;
  return power * ([1, 2, 5].find((m) => m * power * most >= steps) ?? 10);
}

// A caption that says where rows were left out.
export function thinned(words, caption, count, shown = places(count).length) {
  return count > shown ? fill(words.table_thinned, { caption, shown, count }) : caption;
}

/** @param {Run[]} runs  @param {string[]} axes  @param {Words} words  @returns {Table} */
export function runsTable(runs, axes, words) {
  const count = Math.max(...runs.map((run) => run.points));
  const own = (run, step) =>
    step < run.points ? [run.path[2 * step], run.path[2 * step + 1], run.loss[step]] : [null, null, null];
  return {
    caption: thinned(words, words.table_runs, count),
    header: [
      words.step,
      ...runs.flatMap(({ name }) => [...axes, words.loss].map((what) => `${name}: ${what}`)),
    ],
    rows: places(count).map((step) => [step, ...runs.flatMap((run) => own(run, step))]),
  };
}

// Of a side panel, by its name and its view; what the loss shows is in the table of the runs.
/** @param {string} name  @param {any} view  @param {Words} words  @returns {Table[]} */
export function panelTables(name, view, words) {
  return PANELS[name]?.(view, words) || [];
}

/** @type {Record<string, (view: any, words: Words) => Table[]>} */
const PANELS = { parts, rates, film, squares, weights, fit };

function parts({ parts: found, run }, words) {
  if (!found) return [];
  const count = found[0].gradient.length;
  const heads = ({ title, memory }) => [
    `${title}: ${words.gradient}`,
    ...(memory ? [`${title}: ${words.memory}`] : []),
  ];
  const cells = ({ gradient, memory }, step) => [gradient[step], ...(memory ? [memory[step]] : [])];
  return [
    {
      caption: thinned(words, `${words.parts}, ${run.name}`, count),
      header: [words.step, ...found.flatMap(heads)],
      rows: places(count).map((step) => [step, ...found.flatMap((part) => cells(part, step))]),
    },
  ];
}

function rates({ rates: map, shown }, words) {
  if (!map) return [];
  const columns = places(map.lrs.length, 8);
  const rate = (row, column) => {
    const value = map[shown][row * map.lrs.length + column];
    return value < 1 ? value : words.diverges;
  };
  return [
    {
      caption: `${words.table_rates}, ${words[shown]}`,
      header: ["β \\ α", ...columns.map((column) => String(Number(map.lrs[column].toPrecision(3))))],
      rows: places(map.betas.length, 8).map((row) => [
        map.betas[row],
        ...columns.map((column) => rate(row, column)),
      ]),
    },
  ];
}

function film({ film: found, update, run }, words) {
  if (!found || !(update >= 0)) return [];
  const rows = Object.entries(found.values).map(([name, pairs]) => [
    name,
    pairs[2 * update],
    pairs[2 * update + 1],
  ]);
  return [
    {
      caption: fill(words.table_update, { name: run ? run.name : "", step: update + 1 }),
      header: [words.quantity, "x", "y"],
      rows,
    },
  ];
}

function squares({ shown, name, area }, words) {
  if (!shown) return [];
  const rows = [
    ["g", ...shown.g],
    [area, ...shown.area],
    [`√${area}`, ...shown.area.map(Math.sqrt)],
    ["dx", ...shown.dx],
  ];
  return [
    {
      caption: fill(words.table_update, { name, step: shown.update + 1 }),
      header: [words.quantity, "x", "y"],
      rows,
    },
  ];
}

function weights(view, words) {
  if (!view.film || !view.parts.length) return [];
  const now = Math.min(Math.floor(view.t), view.film.rates.length - 1);
  return view.parts.map((part) => ({
    caption: thinned(words, fill(words.table_weights, { memory: part.memory, step: now }), now + 1),
    header: [words.step, part.of, words.table_weight],
    rows: places(now + 1).map((step) => [step, view.value(part, step), view.weightAt(part, now - step)]),
  }));
}

function fit({ columns = [], count, inputs, batch }, words) {
  if (!count) return [];
  const inside = new Set(batch && batch.members ? batch.members : []);
  return [
    {
      caption: thinned(words, words.table_samples, count),
      header: [words.table_sample, ...(inputs === 1 ? ["x", "y"] : ["x₁", "x₂", "y"]), words.table_in_batch],
      rows: places(count).map((k) => [
        k,
        ...columns.map((column) => column[k]),
        inside.has(k) || (batch && batch.whole) ? "✓" : "–",
      ]),
    },
  ];
}
