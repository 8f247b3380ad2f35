// The experiment as one file that needs no server: our own modules, and all that they would ask.

import { packed } from "./parcel.js";
import { keyOf } from "./recorded.js";
import { download, fetched } from "./save.js";

const MOST_BYTES = 40e6; // of answers, before they are pressed together
const STYLE = [
  "background-color",
  "secondary-background-color",
  "text-color",
  "primary-color",
  "border-color",
  "font",
  "code-font",
];

const SWITCHED = [
  ["1", "✓"],
  ["0", "–"],
];

// owner is a stage or a figure; answers: [[key, buffer], …]
export async function saveStandalone(
  owner,
  name,
  { part, whole, answers, data, sentence, formulas = [], left_out = "" },
  work,
) {
  const size = answers.reduce((sum, [, buffer]) => sum + buffer.byteLength, 0);
  if (size > MOST_BYTES) throw new Error(owner.words.too_long);
  const [shell, packets] = await Promise.all([
    fetched(owner.data.shell),
    packed(answers.map(([, buffer]) => buffer)),
  ]);
  await work.at(0.95);
  const described = {
    part,
    whole,
    data: { ...data, away: true, address: false, packets: [] },
    style: Object.fromEntries(
      STYLE.map((each) => [`--st-${each}`, getComputedStyle(owner.parent).getPropertyValue(`--st-${each}`)]),
    ),
    lengths: answers.map(([key, buffer]) => [key, buffer.byteLength]),
  };
  const {
    words,
    data: { language },
  } = owner;
  const filled = {
    LANGUAGE: language,
    TITLE: escaped(document.title),
    SENTENCE: escaped(sentence),
    FORMULAS: formulas
      .map(([title, lines]) => `<div><b>${escaped(title)}</b>${lines.join("")}</div>`)
      .join(""),
    LEFT: escaped(left_out),
    ADDRESS: `${escaped(words.away)} <a href="${escaped(owner.address.here())}" rel="noopener">${escaped(owner.address.here())}</a>`,
    EXPERIMENT: JSON.stringify(described).replaceAll("<", "\\u003c"),
    PACKETS: packets,
  };
  const page = (await shell.text()).replace(/\{\{([A-Z]+)\}\}/g, (_, slot) => filled[slot]);
  download(name, "text/html", page);
  if (left_out) work.say(left_out);
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// The last picture of a figure; its settings stay as they are.
export function recordFigure(figure) {
  const { data, answer, words } = figure;
  if (!answer) throw new Error(words.nothing_yet);
  const query = figure.query.toString();
  return {
    part: "figure",
    whole: query,
    answers: [[keyOf("figure", { figure: data.figure, query }, query), answer.buffer]],
    data: { ...data, query, controls: fixed(data.controls), on_demand: false, again: false },
    sentence: answer.sentence,
  };
}

export const fixed = (controls) =>
  controls.map((control) => ({
    ...control,
    scale: "value",
    options: control.scale === "switch" ? SWITCHED : control.options,
  }));
