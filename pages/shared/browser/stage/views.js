// The views of a stage, each in its place: the map and what can stand for it, and the side panels.

import { describe } from "../core/dom.js";
import { FilmView } from "../draw/film.js";
import { FitView } from "../draw/fit.js";
import { LossView } from "../draw/loss.js";
import { MapView } from "../draw/map.js";
import { MeshView } from "../draw/mesh.js";
import { PartsView } from "../draw/parts.js";
import { PadView } from "../draw/ratemap.js";
import { SlopeView } from "../draw/slope.js";
import { SquaresView } from "../draw/squares.js";
import { WeightsView } from "../draw/weights.js";
import { seek, turnFilm } from "./playing.js";
import { PlotPanel } from "./plotpanel.js";
import { Split } from "./split.js";

/** @import { Experiment } from "./experiment.js" */
/** @import { Frame } from "./frame.js" */

// { map, split, mesh, slope, panels, plotted }, and each of the seven panels under its own name.
/** @param {Frame} frame */
export function viewsOf(frame) {
  const { experiment, words, stage } = frame;
  const map = mapOf(frame);
  const split = new Split(frame, map);
  const mesh = new MeshView(frame.views, { label: words.mesh });
  const own = panelsOf(frame);
  const { loss, parts, pad, film, fit, squares, weights } = own;
  for (const canvas of [map.heads, loss.cursor, mesh.heads]) describe(canvas, frame.live);
  for (const { canvas, caption } of [parts, fit, squares, weights]) describe(canvas, caption);
  describe(pad.marks, pad.caption);
  return {
    ...own,
    map,
    split,
    mesh,
    slope: new SlopeView(words),
    panels: { loss, parts, rates: pad, film, squares, weights, fit },
    plotted: new PlotPanel(frame.panel, {
      words,
      valueOf: (key) => experiment.query.get(key),
      onDrag: (key, text, done) => set(experiment, [[[key], text]], done),
      onSettle: () => stage.address.commitSoon(),
    }),
  };
}

/** @param {Frame} frame */
function mapOf({ stage, experiment, words, views }) {
  const { fixed } = experiment.data;
  const rounded = (point) => point.map((c) => Number(c.toPrecision(4))).join(",");
  return new MapView(views, {
    label: fixed ? words.map : words.map_keys,
    movable: !fixed,
    onSettle: () => stage.address.commitSoon(),
    onStart: (point, done) => fixed || set(experiment, point ? [[["start"], rounded(point)]] : [], done),
  });
}

/** @param {Frame} frame */
function panelsOf({ stage, experiment, words, panel }) {
  return {
    loss: new LossView(panel, { words, onSeek: (step) => seek(stage, step) }),
    parts: new PartsView(panel, { words }),
    pad: new PadView(panel, {
      words,
      onChoose: (lr, beta, done) =>
        set(
          experiment,
          [
            [keysOf(experiment, "lr"), lr],
            [keysOf(experiment, "beta"), beta],
          ],
          done,
        ),
    }),
    film: new FilmView(panel, { words, onFrame: (past) => turnFilm(stage, past) }),
    fit: new FitView(panel, { words }),
    squares: new SquaresView(panel, { words }),
    weights: new WeightsView(panel, { words }),
  };
}

// What is turned on a picture is a setting like any other: [[keys, value], …].
/**
 * @param {Experiment} experiment
 * @param {[keys: string[], value: string | number][]} settings
 * @param {boolean} done
 */
function set(experiment, settings, done) {
  for (const [keys, value] of settings) experiment.turn(keys, value);
  if (done) experiment.settle();
}

const keysOf = ({ data }, id) =>
  data.controls.filter((control) => control.id === id).flatMap(({ keys }) => keys);
