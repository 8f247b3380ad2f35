// A picture of the stage at a size of its own: title, runs, map or landscape, loss, sentence; drawn
// by the stage's own views, out of sight.

import { element } from "../core/dom.js";
import { LossView } from "../draw/loss.js";
import { MapView } from "../draw/map.js";
import { MeshView } from "../draw/mesh.js";
import { Paper, blank, printed, ruler } from "../draw/paper.js";
import { drawSample, type } from "../draw/style.js";
import { wrapped } from "../draw/wrap.js";

const FRAMES = 60; // so long a landscape is waited for
const LOSS = 0.62; // of the map's width

/** @import { Context, Pair, Run, Size, Surface } from "../core/types.js" */
/** @import { Overlay } from "../draw/map.js" */
/** @import { Stage } from "../stage/stage.js" */

/** @typedef {{ kind: "png" | "svg", density?: number } & Size} Format  The size is the map's, in pixels of the screen. */
/** @typedef {{ name?: string, surface: Surface, runs: Run[], start: Pair }} Ground */
/** @typedef {{ name?: string, view: MapView | MeshView, below: any }} Drawn  Below is what Plotly drew. */

export class Sheet {
  /** @type {Drawn[]} */ maps = [];
  /** @type {LossView | null} */ loss = null;
  /** where its views are, out of sight */ room = element("div", {
    class: "stage sheet",
    "aria-hidden": "true",
  });

  /** @param {Stage} stage  @param {Format} format */
  constructor({ experiment, frame, parent }, { kind, width, height, density }) {
    this.experiment = experiment;
    this.frame = frame;
    this.parent = parent;
    this.map = { width, height };
    this.colours = printed(experiment.colours);
    const { view } = experiment;
    this.blind = view.mode === "slope"; // neither map nor paths, as on the stage
    this.rem = this.colours.size;
    this.curve = view.panel === "loss" ? Math.round(LOSS * width) : 0;
    const maps = frame.split.on ? 2 : 1;
    this.width = maps * (width + this.rem) + (this.curve ? this.curve + this.rem : 0) + this.rem;
    const wide = ruler(type(this.colours));
    this.runs = this.placed(wide);
    this.sentence = wrapped(frame.live.textContent || "", this.width - 2 * this.rem, wide);
    this.top = (2.6 + 1.7 * this.runs.rows) * this.rem;
    this.height = Math.ceil(this.top + height + (1.2 + 1.4 * this.sentence.length) * this.rem);
    this.paper = new Paper(kind, this.width, this.height, density);
  }

  // Where each run stands in the legend, which has so many rows.
  /** @param {(text: string) => number} wideOf */
  placed(wideOf) {
    let [x, row] = [0, 0];
    /** @type {[run: Run, name: string, x: number, row: number][]} */
    const names = this.experiment.runs.map((run) => {
      const name =
        run.status === "diverged" || run.status === "domain" ? `${run.name}: ${run.statusWord}` : run.name;
      const wide = wideOf(name) + 4.4 * this.rem;
      if (x > 0 && x + wide > this.width - 2 * this.rem) [x, row] = [0, row + 1];
      x += wide;
      return [run, name, x - wide, row];
    });
    return { names, rows: row + 1 };
  }

  async prepare() {
    const { experiment, map, colours } = this;
    const { words, runs } = experiment;
    this.parent.append(this.room);
    for (const ground of grounds(this.frame, experiment)) this.maps.push(await this.drawn(ground));
    if (!this.curve) return;
    this.loss = new LossView(this.box(this.curve, map.height), { words, onSeek: () => {} });
    Object.assign(this.loss, { curves: this.paper.layer(), cursor: this.paper.layer() });
    this.loss.setRuns(runs, { ...experiment.shared(), colours });
  }

  // Room for a view, out of sight.
  box(width, height) {
    const box = element("div", {
      class: "views",
      style: `display:flex;width:${width}px;height:${height}px;border:0`,
    });
    this.room.append(box);
    return box;
  }

  // A map or landscape with its runs.
  /** @param {Ground} ground  @returns {Promise<Drawn>} */
  async drawn(ground) {
    const { map, experiment } = this;
    const box = this.box(map.width, map.height);
    const view = await (experiment.view.mode === "mesh" ? this.meshIn(box, ground) : this.mapIn(box, ground));
    const { data, layout } = view.plot;
    const below = await this.paper.plotted(
      experiment.Plotly,
      { data: this.blind ? [] : data, layout },
      map.width,
      map.height,
    );
    return { name: ground.name, view, below };
  }

  /** @param {Element} box  @param {Ground} ground */
  async mapIn(box, { surface, runs, start }) {
    const view = new MapView(box, { label: "" });
    this.onPaper(view);
    view.makeRoom(this.rem);
    view.start = start;
    view.drawSurface(this.experiment.Plotly, surface, this.colours);
    await view.plotted;
    view.setRuns(runs);
    return view;
  }

  /** @param {Element} box  @param {Ground} ground */
  async meshIn(box, { surface, runs }) {
    const view = new MeshView(box, { label: "" });
    this.onPaper(view);
    view.node.hidden = false;
    view.eye = this.frame.mesh.eye;
    await view.drawSurface(this.experiment.Plotly, surface, this.colours);
    view.setRuns(runs);
    await seen(view);
    return view;
  }

  /** @param {MapView | MeshView} view */
  onPaper(view) {
    view.trails.canvas = this.paper.layer();
    view.heads = this.paper.layer();
  }

  // The stage at `t`; `said` is whether its sentence, which tells the end, is said already.
  /** @param {number} t  @param {{ overlay?: Overlay | null, said?: boolean }} [shown] */
  paint(t, { overlay = null, said = true } = {}) {
    const { context } = this.paper;
    const { rem, map } = this;
    blank(context, this.width, this.height, this.colours);
    this.paintHead(context, t);
    this.maps.forEach((each, k) =>
      this.paintMap(context, each, rem + k * (map.width + rem), t, this.concerns(each) ? overlay : null),
    );
    if (this.loss) this.paintLoss(context, this.loss, t);
    if (said)
      this.sentence.forEach((line, k) =>
        this.write(context, line, rem, this.top + map.height + (0.6 + 1.4 * k) * rem),
      );
  }

  // What a panel draws over a map belongs to the map of the run that it is about.
  /** @param {Drawn} drawn */
  concerns({ name }) {
    const { query } = this.experiment;
    return !name || query.pins.includes(this.experiment.focus()) === (name === "A");
  }

  /** @param {Context} context  @param {Drawn} drawn  @param {number} left  @param {number} t  @param {Overlay | null} overlay */
  paintMap(context, { name, view, below }, left, t, overlay) {
    const { map, experiment } = this;
    if (view instanceof MeshView) view.draw(t);
    else if (!this.blind) view.draw(t, overlay);
    else view.drawOnly((layer, at) => this.frame.slope.draw(layer, at, t, experiment.focused()));
    const layers = [below, ...(this.blind ? [] : [view.trails.canvas]), view.heads];
    for (const layer of layers) context.drawImage(layer, left, this.top, map.width, map.height);
    if (name)
      this.write(
        context,
        name,
        left + map.width - 2 * this.rem,
        this.top + this.rem,
        type(this.colours, 1.15, 600),
      );
  }

  /** @param {Context} context  @param {LossView} loss  @param {number} t */
  paintLoss(context, loss, t) {
    loss.draw(t);
    const left = this.width - this.curve - this.rem;
    for (const layer of [loss.curves, loss.cursor])
      context.drawImage(layer, left, this.top, this.curve, this.map.height);
  }

  /** @param {Context} context  @param {number} t */
  paintHead(context, t) {
    const { rem, experiment } = this;
    this.write(context, document.title, rem, 0.9 * rem, type(this.colours, 1.15, 600));
    context.textAlign = "right";
    this.write(
      context,
      `${experiment.words.step} ${Math.floor(t)} / ${experiment.player.length}`,
      this.width - rem,
      rem,
    );
    context.textAlign = "left";
    for (const [run, name, x, row] of this.runs.names)
      this.paintRun(context, run, name, rem + x, (2.6 + 1.7 * row) * rem);
  }

  /** @param {Context} context  @param {Run} run  @param {string} name  @param {number} x  @param {number} y */
  paintRun(context, { look, strength }, name, x, y) {
    const { rem, colours } = this;
    context.globalAlpha = strength;
    drawSample(context, look, x, y + 0.6 * rem, 2.4 * rem, colours.background);
    context.globalAlpha = 1;
    this.write(context, name, x + 2.9 * rem, y + 0.05 * rem);
  }

  /** @param {Context} context  @param {string} text  @param {number} x  @param {number} y */
  write(context, text, x, y, font = type(this.colours)) {
    context.font = font;
    context.textBaseline = "top";
    context.fillStyle = this.colours.text;
    context.fillText(text, x, y);
  }

  close() {
    for (const { view } of this.maps) this.experiment.Plotly.purge(view.plot);
    this.room.remove();
  }
}

// Which runs stand on which ground: two maps where the stage has two.
/** @param {Stage["frame"]} frame  @param {Stage["experiment"]} experiment  @returns {Ground[]} */
function grounds(frame, { comparison, query, runs, surface }) {
  if (!surface) return [];
  if (!frame.split.on) return [{ surface, runs, start: query.start }];
  const side = (pinned) => runs.filter((_, k) => query.pins.includes(k) === pinned);
  const ofA = {
    name: "A",
    surface: comparison.surface || surface,
    runs: side(true),
    start: frame.split.map.start,
  };
  return [ofA, { name: "B", surface, runs: side(false), start: query.start }];
}

// Plotly draws a landscape when it finds the time.
/** @param {MeshView} view */
async function seen(view) {
  for (let frame = 0; frame < FRAMES && !view.projected; frame++) {
    await new Promise(requestAnimationFrame);
    view.draw(0);
  }
}

// Whatever becomes of the work, nothing of it stays on the page.
/**
 * @template Made
 * @param {Stage} stage  @param {Format} format  @param {(sheet: Sheet) => Made | Promise<Made>} act
 */
export async function withSheet(stage, format, act) {
  const sheet = new Sheet(stage, format);
  try {
    await sheet.prepare();
    return await act(sheet);
  } finally {
    sheet.close();
  }
}
