// What the stage asks of the core, and when: whatever changed, what is no longer known is asked again.
// The answers go to the experiment.

import { lastingKey, questionsOf } from "./questions.js";
import { surfaceOfA } from "./sides.js";

const GRID = 110; // points across the map
const CELLS = 48; // across the map, for the loss of a single batch

/** @import { Client } from "../core/client.js" */
/** @import { Answers, Size } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

export class Requests {
  /** @type {Partial<Record<keyof Answers, string | null>>} what the last answer holds for */ lasting = {};
  /** @type {string | null} what was asked last of A's runs */ ofA = null;
  /** @type {string | null} for which surface was asked last */ surface = null;
  /** @type {string | null} */ surfaceOfA = null;
  /** @type {string | null} for which batch was asked last */ batch = null;

  /** @param {Experiment} experiment  @param {Client} client  @param {() => Size} room  of the map, in pixels */
  constructor(experiment, client, room) {
    this.experiment = experiment;
    this.client = client;
    this.room = room;
    experiment.on("turned replaced", () => this.ask());
    experiment.on("view", () => this.askPanel());
    experiment.on("words", () => (this.lasting = {})); // the views of what lasts are new, too
    experiment.on("runs", () => this.followRuns());
    experiment.on("moment surface", () => this.askBatch());
  }

  // The map has another size.
  resize() {
    this.askSurface();
    this.askBatch();
  }

  // Everything that the picture needs.
  ask() {
    this.askRuns();
    this.askSurface();
    this.askPanel();
  }

  async askRuns() {
    const { experiment, client } = this;
    this.askRunsOfA();
    experiment.takeRuns(await client.ask("runs", { target: experiment.data.target }));
  }

  async askRunsOfA() {
    const { experiment, client } = this;
    const { comparison, data } = experiment;
    const query = comparison.apart ? comparison.asked : null;
    if (query === this.ofA) return;
    this.ofA = query;
    comparison.answer = null;
    if (query === null) return;
    const answer = await client.ask("runs", { query, target: data.target }, "runs of A");
    if (query === this.ofA) experiment.takeRunsOfA(answer);
  }

  // The first surface is asked for once there are runs: their names above the map decide how high it is.
  followRuns() {
    this.batch = null;
    if (!this.surface) this.askSurface();
    this.askBatch();
  }

  async askSurface() {
    const { experiment, client } = this;
    if (!experiment.runs.length) return;
    this.askSurfaceOfA();
    const shape = this.shape(GRID, 20);
    const key = this.keyOfSurface(shape);
    if (key === this.surface) return;
    this.surface = key;
    experiment.takeSurface(await client.ask("surface", { shape }));
  }

  // The surface itself, and what its marks on the sliders depend on.
  /** @param {number[]} shape */
  keyOfSurface(shape) {
    const { query, data } = this.experiment;
    const optimizers = query.runs.map((run) => run.optimizer);
    return JSON.stringify([query.surface, shape, data.language, optimizers, query.get("fairness")]);
  }

  // The same surface is the same map.
  async askSurfaceOfA() {
    const { experiment, client } = this;
    const { query, comparison, data } = experiment;
    if (!comparison.elsewhere) {
      comparison.surface = this.surfaceOfA = null;
      return;
    }
    const shape = this.shape(GRID, 20);
    const key = JSON.stringify([surfaceOfA(query), shape, data.language]);
    if (key === this.surfaceOfA) return;
    this.surfaceOfA = key;
    const asked = { query: comparison.asked, shape };
    experiment.takeSurfaceOfA(await client.ask("surface", asked, "surface of A"));
  }

  // So many points across the map, and as many up as make squares of them, at least `least`.
  /** @param {number} across  @param {number} least */
  shape(across, least) {
    const { width, height } = this.room();
    return [across, Math.max(Math.round((across * height) / width), least)];
  }

  // What stands beside the map, and on it where only the slope is seen, of the run in focus.
  askPanel() {
    const { experiment } = this;
    const { view, comparison } = experiment;
    const run = experiment.focus();
    this.batch = null;
    for (const [kind, own] of questionsOf(view.panel, experiment, run)) this.askAbout(run, kind, own);
    if (view.mode === "slope") this.askAbout(run, "slope", comparison.about(run));
    this.askBatch();
  }

  /** @param {number} run  @param {keyof Answers} kind  @param {object} own */
  async askAbout(run, kind, own) {
    const { experiment, client, lasting } = this;
    const key = lastingKey(kind, experiment);
    if (key !== null && key === lasting[kind]) return;
    lasting[kind] = key;
    experiment.take(kind, await client.ask(kind, own), run);
  }

  // The batch of the update that is under way; the last one, where all are over.
  async askBatch() {
    const { experiment, client } = this;
    if (experiment.view.panel !== "fit" || !experiment.surface) return;
    const run = experiment.focus();
    if (!experiment.runs[run]) return;
    const last = experiment.runs[run].points - 2;
    const step = Math.max(Math.min(Math.floor(experiment.player.t), last), 0);
    const shape = this.shape(CELLS, 16);
    const wanted = [experiment.query.toString(), run, step, shape].join("|");
    if (wanted === this.batch) return;
    this.batch = wanted;
    const about = { ...experiment.comparison.about(run), step, shape };
    experiment.take("batch", await client.ask("batch", about), run);
  }
}
