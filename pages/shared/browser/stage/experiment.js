// What the stage knows: the scenario, its runs, the place in time; and who must hear of a change.

import { Beside } from "./sidepanels.js";
import { Comparison } from "./comparison.js";
import { Dock } from "./dock.js";
import { theme } from "../core/dom.js";
import { Frame } from "./frame.js";
import { History } from "../widgets/history.js";
import { Link } from "../core/address.js";
import { Player } from "./player.js";
import { press } from "./playing.js";
import { loadPlotly } from "../draw/plotly.js";
import { Query } from "../core/query.js";
import { Questions } from "./requests.js";
import { Samples } from "./samples.js";
import { Ticker } from "./ticker.js";

const VIEW = ["panel", "axis", "unit", "mode", "step", "run"];

export class Experiment {
  constructor(parent, component) {
    this.parent = parent;
    this.component = component;
    this.data = component.data;
    this.query = new Query(this.data.query);
    this.view = { ...this.data.view };
    this.link = new Link(this);
    this.ticker = new Ticker(this);
    this.player = new Player(() => this.moved());
    this.runs = [];
    this.arrived = false; // the first runs of an experiment are not here yet
    this.questions = new Questions(this);
    this.beside = new Beside(this);
    this.samples = new Samples(this);
    this.comparison = new Comparison(this);
    this.history = new History(this);
    this.frame = new Frame(parent, this);
    this.dock = new Dock(this);
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.node);
    this.node.addEventListener("keydown", (event) => press(this, event));
    this.version = 0;
  }

  get words() {
    return this.data.words;
  }

  get node() {
    return this.frame.node;
  }

  begin(colours) {
    this.colours = colours;
    this.history.follow();
    this.frame.paint(colours);
    this.questions.ask();
    loadPlotly(new URL(this.data.plotly, document.baseURI).href).then((Plotly) => {
      this.Plotly = Plotly;
      this.drawSurface();
      this.beside.ask();
    });
    this.ticker.wake();
  }

  // Streamlit ran the page again: new words, another theme, or another experiment.
  adopt(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    if (before.words !== this.words) this.frame.relabel();
    const colours = theme(this.parent);
    if (JSON.stringify(colours) !== JSON.stringify(this.colours)) {
      this.colours = colours;
      this.frame.paint(colours);
      this.drawSurface();
      this.beside.ratesKey = null;
      this.questions.ask(); // what came was read in the colours before
    }
    const elsewhere = this.data.query !== before.query && !this.link.isEcho(this.data.query);
    if (elsewhere || this.data.scene !== before.scene) return this.open();
    this.link.resume(before);
    this.dock.set();
    const renamed = JSON.stringify(before.names) !== JSON.stringify(this.data.names);
    if (renamed || before.language !== this.data.language) this.questions.ask();
  }

  // Another experiment takes the stage, from its beginning.
  open() {
    this.query = new Query(this.data.query);
    this.view = { ...this.data.view };
    this.arrived = false;
    this.frame.forget();
    this.history.follow(this.link.awaited);
    this.frame.showView();
    this.questions.ask();
  }

  // One change that is more than a knob: runs pinned or compared.
  become(query) {
    this.view.run = null;
    this.restore(query.toString());
  }

  // The experiment is this from now on; the page hears of it as of any change.
  restore(text) {
    this.query = new Query(text);
    this.view.step = null;
    this.frame.forget();
    this.frame.showView();
    this.dock.set();
    this.questions.ask();
    this.commit();
  }

  // The run that the side panels look at: the chosen one, else the last that is not pinned.
  focus() {
    const last = this.query.runs.length - 1;
    return Math.min(this.view.run ?? this.query.live.at(-1) ?? last, last);
  }

  focused() {
    return this.runs[this.focus()];
  }

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

  redraw() {
    this.frame.setRuns(this.runs, this.query, this.shared());
    this.draw();
    this.frame.legend.show(this.runs, this.colours);
  }

  drawSurface() {
    if (!this.Plotly || !this.surface) return;
    this.frame.drawSurface(this.Plotly, this.surface, this.colours);
    this.redraw();
  }

  // A slider, the pad or the start moved: ask at once; Streamlit hears of it on release.
  change(keys, value) {
    if (this.data.away) return;
    this.frame.forget();
    keys.filter((key) => !this.query.stays(key)).forEach((key) => this.query.set(key, value));
    if (this.arrived) this.view.step = null;
    if (this.frame.split.shown !== this.comparison.split) this.frame.showView(); // two surfaces, two maps
    this.questions.ask();
    this.dock.showSoon();
  }

  commit() {
    this.link.commit();
    queueMicrotask(() => this.heard?.());
  }

  askThroughStreamlit() {
    this.frame.notice(this.words.no_channel);
    this.component.setStateValue("ask", Object.fromEntries(this.channel.waiting));
  }

  // The address: ours, and what belongs to the page around us.
  parameters(current) {
    for (const key of [...current.keys()]) if (!this.data.page_keys.includes(key)) current.delete(key);
    for (const [key, value] of this.query.values) current.set(key, value);
    const shown = { ...this.view, step: this.player.playing ? null : Math.floor(this.player.t) };
    for (const key of VIEW) if (shown[key] !== null && shown[key] !== undefined) current.set(key, shown[key]);
    return current;
  }

  setView(changes) {
    Object.assign(this.view, changes);
    this.frame.showView();
    this.dock.set();
    this.beside.ask();
    this.beside.askSlope();
    this.redraw();
    this.ticker.wake();
    this.link.remember();
  }

  moved() {
    this.dirty = true;
    this.heard?.();
    this.ticker.wake();
  }

  draw() {
    this.dirty = false;
    if (this.view.panel === "fit") this.samples.follow(this.player.t);
    this.frame.draw(this.player);
    this.painted = this.version;
  }

  resize() {
    if (!this.colours) return;
    this.questions.askSurface();
    this.drawSurface();
    this.frame.resize(this.shared());
    this.moved();
  }

  destroy() {
    this.ticker.stop();
    this.resized.disconnect();
    this.history.forget();
    this.channel.close();
    this.node.remove();
  }
}
