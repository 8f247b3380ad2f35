// What stands beside the map, of the run in focus: asks for the panel that is shown, and hands on what
// comes.

import { readFilm, readParts, readRates } from "./reading.js";

export class Beside {
  constructor(experiment) {
    this.experiment = experiment;
  }

  request(kind, extra, done) {
    this.experiment.questions.request(kind, extra, done);
  }

  ask() {
    const { experiment } = this;
    const { panel, unit } = experiment.view;
    const run = experiment.focus();
    const about = experiment.comparison.about(run);
    if (panel === "parts") this.request("parts", about, (answer) => this.showParts(answer, run));
    if (panel === "rates") this.askRates();
    if (panel === "fit") experiment.samples.ask();
    if (panel === "loss" && unit === "second") this.request("pace", {}, (answer) => this.showPace(answer));
    if (!(panel in experiment.frame.panels))
      this.request("panel", { name: panel, names: experiment.data.names, ...about }, (answer) =>
        this.showPlotted(answer),
      );
    if (panel === "film") this.request("film", about, (answer) => this.showFilm(readFilm(answer), run));
    if (panel === "squares" || panel === "weights")
      this.request("film", about, (answer) => this.showInside(panel, readFilm(answer), run));
  }

  askSlope() {
    const { experiment } = this;
    if (experiment.view.mode !== "slope") return;
    this.request("slope", experiment.comparison.about(experiment.focus()), (answer) => {
      experiment.frame.slope.set(answer.arrays[0], experiment.colours);
      experiment.draw();
    });
  }

  // The map of rates belongs to a surface and a start; the pair on it is measured by itself.
  askRates() {
    const { query, data, frame } = this.experiment;
    const key = [query.surface, query.get("start"), query.get("fairness"), data.language].join("|");
    if (key !== this.ratesKey) {
      this.ratesKey = key;
      this.request("rates", {}, (answer) => this.showRates(readRates(answer)));
    }
    this.request("rate", this.pair(), (answer) => frame.pad.say(answer));
  }

  // The learning rate and momentum of the run in focus; a run without momentum has none.
  pair(run = this.experiment.focus()) {
    const { query } = this.experiment;
    const { suffix } = query.runs[run];
    const beta = query.get(`beta${suffix}`);
    return { lr: query.number(`lr${suffix}`), beta: beta === undefined ? 0 : Number(beta) };
  }

  showParts(answer, run) {
    const { frame, words, runs, player } = this.experiment;
    frame.parts.set(readParts(answer, words), {
      ...this.experiment.shared(),
      run: runs[run] || { name: "" },
      t: player.t,
    });
  }

  // Measured seconds of an update, for the axis that counts them.
  showPace({ seconds }) {
    const { experiment } = this;
    experiment.seconds = seconds;
    experiment.runs.forEach((run, k) => (run.seconds = seconds[k]));
    experiment.redraw();
  }

  showRates(rates) {
    this.experiment.frame.pad.set(rates, this.experiment.colours);
    this.movePad();
  }

  movePad() {
    const { lr, beta } = this.pair();
    this.experiment.frame.pad.move(lr, beta);
  }

  showPlotted(answer) {
    const { comparison, Plotly, view, frame, colours, player } = this.experiment;
    const places = comparison.placesWith(this.experiment.focus());
    if (places) looksOf(answer.plots, places);
    if (Plotly && answer.name === view.panel)
      frame.plotted.set(Plotly, answer, colours, Math.floor(player.t));
  }

  showFilm(film, run) {
    const { experiment } = this;
    experiment.frame.film.set(film, experiment.runs[run], experiment.colours);
    experiment.draw();
  }

  // The squares or the weights inside the updates of a run.
  showInside(panel, film, run) {
    const { frame, runs, colours, player } = this.experiment;
    frame[panel].set(film, runs[run] ? runs[run].name : "", colours, player.t);
  }
}

// Of some of the runs only, each keeps its look.
function looksOf(plots, places) {
  for (const { traces } of plots)
    for (const trace of traces) if (trace.look in places) trace.look = places[trace.look];
}
