// Which view shows what the core said of the run in focus: { kind: show(frame, answer, run) }.

import { readFilm, readParts, readRates } from "./reading.js";

export const ANSWERS = {
  parts(frame, answer, run) {
    const { words, runs, player } = frame.experiment;
    const about = { ...frame.experiment.shared(), run: runs[run] || { name: "" }, t: player.t };
    frame.parts.set(readParts(answer, words), about);
  },

  rates(frame, answer) {
    frame.pad.set(readRates(answer), frame.experiment.colours);
    frame.movePad();
  },

  rate(frame, answer) {
    frame.pad.say(answer);
  },

  panel(frame, answer) {
    const { comparison, Plotly, view, colours, player } = frame.experiment;
    const places = comparison.placesWith(frame.experiment.focus());
    if (places) looksOf(answer.plots, places);
    if (Plotly && answer.name === view.panel)
      frame.plotted.set(Plotly, answer, colours, Math.floor(player.t));
  },

  // The squares and the weights look inside the updates of a run, too.
  film(frame, answer, run) {
    const { view, runs, colours, player } = frame.experiment;
    const film = readFilm(answer);
    if (view.panel === "film") {
      frame.film.set(film, runs[run], colours);
      frame.painter.draw();
    } else if (view.panel === "squares" || view.panel === "weights") {
      frame[view.panel].set(film, runs[run] ? runs[run].name : "", colours, player.t);
    }
  },

  slope(frame, answer) {
    frame.slope.set(answer.arrays[0], frame.experiment.colours);
    frame.painter.draw();
  },

  samples(frame, answer) {
    frame.fit.setSamples(answer);
    frame.painter.wake();
  },

  batch(frame, answer) {
    frame.fit.setBatch(answer);
    frame.painter.wake();
  },
};

// Of some of the runs only, each keeps its look.
function looksOf(plots, places) {
  for (const { traces } of plots)
    for (const trace of traces) if (trace.look in places) trace.look = places[trace.look];
}
