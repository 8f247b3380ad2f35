// The data set under a surface: asked for once, and then batch by batch as the step goes on.

const CELLS = 48; // across the map, for the loss of a single batch

export class Samples {
  constructor(experiment) {
    this.experiment = experiment;
  }

  get view() {
    return this.experiment.frame.fit;
  }

  ask() {
    const { experiment } = this;
    this.shown = null;
    const key = experiment.query.surface;
    if (key === this.key) return;
    this.key = key;
    experiment.questions.request("samples", {}, (answer) => {
      this.view.setSamples(answer);
      experiment.moved();
    });
  }

  // New runs, or another one in focus.
  adopt() {
    const { experiment } = this;
    if (!experiment.runs.length) return;
    this.view.setRuns(experiment.runs, experiment.focus(), experiment.colours);
    this.shown = null;
  }

  // The batch of the update that is under way; the last one, where all are over.
  follow(t) {
    const { experiment } = this;
    const run = experiment.focus();
    if (!experiment.runs[run] || !experiment.surface) return;
    const step = Math.max(Math.min(Math.floor(t), experiment.runs[run].points - 2), 0);
    const { width, height } = experiment.frame.map.inner();
    const shape = [CELLS, Math.max(Math.round((CELLS * height) / width), 16)];
    const wanted = [experiment.query.toString(), run, step, shape].join("|");
    if (wanted === this.shown) return;
    this.shown = wanted;
    experiment.questions.request("batch", { ...experiment.comparison.about(run), step, shape }, (answer) => {
      this.view.setBatch(answer);
      experiment.moved();
    });
  }
}
