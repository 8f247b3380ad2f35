// Two settings side by side: A as it was kept, B as it goes on. Where A stands on ground of its own,
// another start or surface or seed, the core answers for its runs by themselves.

import { apart, layoutOf, sameSurface, sideOf } from "./sides.js";

/** @import { RunsAnswer, Surface } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */

export class Comparison {
  /** @type {RunsAnswer | null} the core's, of A's runs */ answer = null;
  /** @type {Surface | null} A's, where it is not B's */ surface = null;

  /** @param {Experiment} experiment */
  constructor(experiment) {
    this.experiment = experiment;
  }

  get query() {
    return this.experiment.query;
  }

  get layout() {
    return layoutOf(this.query);
  }

  get apart() {
    return apart(this.query);
  }

  get split() {
    return this.layout === "split";
  }

  // Whether A has a map of its own.
  get elsewhere() {
    return this.split && !sameSurface(this.query);
  }

  // What the core is asked of A.
  get asked() {
    return sideOf(this.query, true).asked();
  }

  // The longer of the two.
  get steps() {
    const steps = this.query.number("steps");
    return this.apart ? Math.max(steps, sideOf(this.query, true).number("steps")) : steps;
  }

  // All runs in one answer, each from its own side; null while A's are not here yet.
  /** @param {RunsAnswer} answer  @returns {RunsAnswer | null} */
  joined(answer) {
    if (!this.apart) return answer;
    if (!this.answer) return null;
    const { pins } = this.query;
    const place = (own, others, width = 1) =>
      pins
        .flatMap((at, k) =>
          others.slice(width * k, width * k + width).map((each, j) => [width * at + j, each]),
        )
        .reduce((all, [at, each]) => all.with(at, each), own);
    if (answer.runs.length < this.query.runs.length) return null;
    return {
      ...answer,
      runs: place(answer.runs, this.answer.runs),
      batches: place(answer.batches, this.answer.batches),
      arrays: place(answer.arrays, this.answer.arrays, 2),
    };
  }

  // The minimum that a run is measured against.
  /** @param {number} place  @param {number | null} floor */
  floorOf(place, floor) {
    return this.answer && this.apart && this.query.pins.includes(place) ? this.answer.floor : floor;
  }

  // What a request about one run says: of the two settings it sees the run's own.
  /** @param {number} run  @returns {{ run: number, query?: string, names?: string[] }} */
  about(run) {
    const places = this.placesWith(run);
    if (!places) return { run };
    const { names } = this.experiment.data;
    const query = sideOf(this.query, this.query.pins.includes(run)).asked();
    return { query, run: places.indexOf(run), names: places.map((place) => names[place]).filter(Boolean) };
  }

  // The runs of the same setting as this one; null where there is only one setting.
  /** @param {number} run */
  placesWith(run) {
    if (!this.layout) return null;
    return this.query.pins.includes(run) ? this.query.pins : this.query.live;
  }

  // What a program or a table of numbers is made of: the two settings, where there are two.
  saved() {
    return this.layout ? this.query.toString() : this.query.asked();
  }
}
