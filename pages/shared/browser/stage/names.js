// What runs are called: by the page or their optimiser; where two would have one name, also by what
// differs, which a slider may change at any moment. Pinned ones are called by their settings.

import { write } from "../core/numbers.js";

export function namesOf(query, { names, optimizers, symbols, schedules, defaults }) {
  const { runs, pins } = query;
  const titles = runs.map((run, k) => {
    const title = names[k] || optimizers[run.optimizer];
    return pins.includes(k) ? [title, ...settled(run, query, symbols, schedules, defaults)].join(" ") : title;
  });
  const settings = runs.map((run) => settingsOf(run, query, symbols, schedules));
  return titles.map((title, k) => {
    const others = settings.filter((_, j) => titles[j] === title);
    const own = Object.entries(settings[k]).filter(([key, said]) =>
      others.some((other) => other[key] !== said),
    );
    return [title, ...own.map(([, said]) => said)].join(" ");
  });
}

// α 0.1, β₁ 0.95: the learning rate, and every knob that is not at its default.
function settled({ optimizer, suffix }, query, symbols, schedules, defaults) {
  const said = Object.entries(symbols[optimizer]).filter(
    ([id]) => id === "lr" || query.number(id + suffix) !== defaults[optimizer][id],
  );
  const schedule = query.get(`schedule${suffix}`);
  return [
    ...said.map(([id, symbol]) => `${symbol} ${value(query.get(id + suffix))}`),
    ...(schedule === "constant" ? [] : [schedules[schedule].title]),
  ];
}

// { key: how it is said }, of the optimiser's knobs, the schedule and its knobs.
function settingsOf({ optimizer, suffix }, query, symbols, schedules) {
  const say = (prefix, knobs) =>
    Object.entries(knobs).map(([id, symbol]) => [
      prefix + id,
      `${symbol} ${value(query.get(prefix + id + suffix))}`,
    ]);
  const schedule = schedules[query.get(`schedule${suffix}`)];
  return Object.fromEntries([
    ...say("", symbols[optimizer]),
    ["schedule", schedule.title],
    ...say("schedule.", schedule.symbols),
  ]);
}

const value = (text) => (Number.isNaN(Number(text)) ? text : write(Number(text), 6));
