// What runs are called: by the page or their optimiser; where two would have one name, also by what
// differs, which a slider may change at any moment.

import { write } from "./scales.js";

export function namesOf(query, { names, optimizers, symbols, schedules }) {
  const { runs } = query;
  const titles = runs.map((run, k) => names[k] || optimizers[run.optimizer]);
  const settings = runs.map((run) => settingsOf(run, query, symbols, schedules));
  return titles.map((title, k) => {
    const others = settings.filter((_, j) => titles[j] === title);
    const own = Object.entries(settings[k]).filter(([key, said]) => others.some((other) => other[key] !== said));
    return [title, ...own.map(([, said]) => said)].join(" ");
  });
}

// { key: how it is said }, of the optimiser's knobs, the schedule and its knobs.
function settingsOf({ optimizer, suffix }, query, symbols, schedules) {
  const say = (prefix, knobs) => Object.entries(knobs).map(([id, symbol]) => [prefix + id, `${symbol} ${value(query.get(prefix + id + suffix))}`]);
  const schedule = schedules[query.get(`schedule${suffix}`)];
  return Object.fromEntries([...say("", symbols[optimizer]), ["schedule", schedule.title], ...say("schedule.", schedule.symbols)]);
}

const value = (text) => (Number.isNaN(Number(text)) ? text : write(Number(text), 6));
