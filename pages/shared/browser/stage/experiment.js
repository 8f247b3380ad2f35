// What the stage knows: the scenario, its runs, the place in time. It draws nothing and asks nobody; it
// says what changed, and those who subscribed look.
//
//   turned    a slider, the pad or the start moved
//   replaced  another scenario is on the stage
//   settled   what was turned is let go of: the page may hear of it
//   view      it is looked at in another way
//   runs      the core's runs are here
//   surface   what lies under the runs, or what it is drawn in, is another
//   answer    the core said something about the run in focus: { kind, answer, run }
//   moment    another step is shown
//   page      Streamlit ran the page again; `words` and `colours` say what else that changed

import { Announcer } from "../core/announcer.js";
import { Query } from "../core/query.js";
import { Comparison } from "./comparison.js";
import { Player } from "./player.js";
import { readRuns, readSurface } from "./reading.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Answers, Run, RunsAnswer, StageData, Surface, View } from "../core/types.js" */

const VIEW = ["panel", "axis", "unit", "mode", "step", "run"];

export class Experiment extends Announcer {
  /** @type {Run[]} */ runs = [];
  /** @type {Query} */ query;
  /** @type {View} */ view;
  /** @type {RunsAnswer | undefined} that the runs were read from */ answer;
  /** @type {Surface | undefined} */ surface;
  /** @type {number | null | undefined} the lowest loss that all are measured against */ floor;
  /** @type {number[] | undefined} of one update of each run */ seconds;
  /** @type {Colours} */ colours;
  /** @type {any} */ Plotly;
  /** whether its first runs are here */ arrived = false;

  /** @param {StageData} data  @param {() => boolean} calm  whether nothing is to move by itself */
  constructor(data, calm) {
    super();
    this.data = data;
    this.calm = calm;
    this.player = new Player(() => this.announce("moment"));
    this.comparison = new Comparison(this);
    this.version = 0; // number of the answer that is shown
    this.begin();
  }

  begin() {
    this.query = new Query(this.data.query);
    this.view = { ...this.data.view };
    this.arrived = false;
  }

  get words() {
    return this.data.words;
  }

  // Another experiment takes the stage, from its beginning.
  open() {
    this.begin();
    this.announce("replaced");
  }

  /** @param {string[]} keys  @param {string | number | null} value */
  turn(keys, value) {
    if (this.data.away) return;
    keys.filter((key) => !this.query.stays(key)).forEach((key) => this.query.set(key, value));
    if (this.arrived) this.view.step = null;
    this.announce("turned");
  }

  settle() {
    this.announce("settled");
  }

  // The scenario is this from now on; the page hears of it as of any change.
  /** @param {string} text */
  restore(text) {
    this.query = new Query(text);
    this.view.step = null;
    this.announce("replaced");
    this.settle();
  }

  // One change that is more than a knob: runs pinned or compared.
  /** @param {Query} query */
  become(query) {
    this.view.run = null;
    this.restore(query.toString());
  }

  /** @param {Partial<View>} changes */
  look(changes) {
    Object.assign(this.view, changes);
    this.announce("view");
  }

  // Streamlit ran the page again; returns what it said before.
  /** @param {StageData} data */
  hear(data) {
    const before = this.data;
    this.data = data;
    if (before.words !== data.words) this.announce("words");
    return before;
  }

  // Returns whether they are others than before.
  /** @param {Colours} colours */
  paint(colours) {
    if (JSON.stringify(colours) === JSON.stringify(this.colours)) return false;
    this.colours = colours;
    this.announce("colours");
    this.announce("surface");
    return true;
  }

  drawWith(Plotly) {
    this.Plotly = Plotly;
    this.announce("surface");
  }

  // The run that the side panels look at: the chosen one, else the last that is not pinned.
  focus() {
    const last = this.query.runs.length - 1;
    return Math.min(this.view.run ?? this.query.live.at(-1) ?? last, last);
  }

  focused() {
    return this.runs[this.focus()];
  }

  // What every picture of the runs depends on beside them.
  shared() {
    return {
      colours: this.colours,
      log: this.view.axis !== "linear",
      unit: this.runs.every((run) => run.batch) ? this.view.unit : "update",
      focus: this.focus(),
      floor: this.floor ?? null,
      steps: this.comparison.steps,
    };
  }

  /** @param {RunsAnswer} answer */
  takeRuns(answer) {
    this.answer = answer;
    this.read();
  }

  /** @param {RunsAnswer} answer */
  takeRunsOfA(answer) {
    this.comparison.answer = answer;
    if (this.answer) this.read();
  }

  /** @param {Answers["surface"]} answer */
  takeSurface(answer) {
    this.surface = readSurface(answer);
    this.announce("surface");
  }

  /** @param {Answers["surface"]} answer */
  takeSurfaceOfA(answer) {
    this.comparison.surface = readSurface(answer);
    this.announce("surface");
  }

  // Measured seconds of an update, for the axis that counts them.
  /** @param {Answers["pace"]} answer */
  takePace({ seconds }) {
    this.seconds = seconds;
    this.runs.forEach((run, k) => (run.seconds = seconds[k]));
    this.announce("runs");
  }

  /** @param {keyof Answers} kind  @param {any} answer  @param {number} run */
  take(kind, answer, run) {
    if (kind === "pace") this.takePace(answer);
    else this.announce("answer", { kind, answer, run });
  }

  // In a comparison A's runs are waited for.
  read() {
    const { answer, comparison, seconds } = this;
    const joined = answer && comparison.joined(answer);
    if (!joined) return;
    this.runs = readRuns(joined, this.query, this);
    this.runs.forEach((run, k) =>
      Object.assign(run, { seconds: seconds?.[k], floor: comparison.floorOf(k, answer.floor) }),
    );
    this.floor = this.runs.some((run) => (run.floor ?? null) === null) ? null : answer.floor;
    this.version = joined.id;
    if (this.arrived) this.player.setLength(comparison.steps);
    else this.arrive(comparison.steps);
    this.announce("runs");
  }

  // First sight of an experiment: at the place the link names, else from the start, playing.
  /** @param {number} length */
  arrive(length) {
    const { player, view } = this;
    const still = this.data.still || this.calm();
    this.arrived = true;
    player.setLength(length);
    player.chooseSpeed();
    player.seek(view.step ?? (still ? length : 0));
    if ((view.step ?? null) === null && !still) player.play();
  }

  // The address: ours, and what belongs to the page around us.
  /** @param {URLSearchParams} current */
  parameters(current) {
    for (const key of [...current.keys()]) if (!this.data.page_keys.includes(key)) current.delete(key);
    for (const [key, value] of this.query.values) current.set(key, value);
    const shown = { ...this.view, step: this.player.playing ? null : Math.floor(this.player.t) };
    for (const key of VIEW) if ((shown[key] ?? null) !== null) current.set(key, shown[key]);
    return current;
  }
}
