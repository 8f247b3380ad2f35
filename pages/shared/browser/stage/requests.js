// What the stage asks of the core, and takes from it: the runs and the surface of the scenario.

import { readRuns, readSurface } from "./reading.js";
import { sentence } from "./sentence.js";
import { verdict } from "./verdict.js";

const GRID = 110; // points across the map

export class Questions {
  constructor(experiment) {
    this.experiment = experiment;
  }

  // Everything that the picture needs.
  ask() {
    this.askRuns();
    this.askSurface();
    this.experiment.beside.ask();
    this.experiment.beside.askSlope();
  }

  request(kind, extra, done, line) {
    const { query, data, channel } = this.experiment;
    channel.ask(kind, { query: query.asked(), language: data.language, ...extra }, done, line);
  }

  askRuns() {
    const { experiment } = this;
    experiment.comparison.askRuns();
    this.request("runs", { target: experiment.data.target }, (answer) => this.showRuns(answer));
  }

  // What is drawn comes before what is written, so that nothing is laid out in between.
  showRuns(answer) {
    this.answer = answer;
    const { experiment } = this;
    const { comparison, frame } = experiment;
    const joined = comparison.joined(answer);
    if (!joined) return;
    this.read(joined, answer.floor);
    experiment.version = answer.id;
    if (experiment.arrived) experiment.player.setLength(comparison.steps);
    else this.arrive(comparison.steps);
    experiment.redraw();
    if (!this.surfaceKey) this.askFirstSurface();
    frame.say(comparison.layout ? verdict(experiment) : sentence(experiment));
    frame.versus.show();
    experiment.heard?.(); // by who guides a newcomer
    experiment.dock.catchUp();
  }

  read(joined, floor) {
    const { experiment } = this;
    const { comparison, query, seconds } = experiment;
    experiment.runs = readRuns(joined, query, experiment);
    experiment.runs.forEach((run, k) =>
      Object.assign(run, { seconds: seconds?.[k], floor: comparison.floorOf(k, floor) }),
    );
    experiment.floor = experiment.runs.some((run) => (run.floor ?? null) === null) ? null : floor;
  }

  // First sight of an experiment: at the place the link names, else from the start, playing.
  arrive(length) {
    const { experiment } = this;
    const { player, view, data } = experiment;
    experiment.arrived = true;
    player.setLength(length);
    player.chooseSpeed();
    const still = data.still || matchMedia("(prefers-reduced-motion: reduce)").matches;
    player.seek(view.step ?? (still ? length : 0));
    if ((view.step ?? null) === null && !still) player.play();
  }

  mapShape() {
    const { width, height } = this.experiment.frame.map.inner();
    return [GRID, Math.max(Math.round((GRID * height) / width), 20)];
  }

  // Once there are runs: their names above the map decide how high it is.
  askFirstSurface() {
    this.experiment.frame.measureHead();
    this.askSurface();
  }

  askSurface() {
    const { experiment } = this;
    if (!experiment.runs.length) return;
    experiment.comparison.askSurface();
    const shape = this.mapShape();
    const key = this.keyOfSurface(shape);
    if (key === this.surfaceKey) return;
    this.surfaceKey = key;
    this.request("surface", { shape }, (answer) => {
      experiment.surface = readSurface(answer);
      experiment.drawSurface();
      experiment.dock.set();
    });
  }

  // The surface itself, and what its marks on the sliders depend on.
  keyOfSurface(shape) {
    const { query, data } = this.experiment;
    return `${query.surface}|${shape}|${data.language}|${query.runs.map((run) => run.optimizer)}|${query.get("fairness")}`;
  }
}
