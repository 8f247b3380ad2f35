// What the stage knows: the scenario, its runs, the place in time; and who must hear of a change.

import { theme } from "./dom.js";
import { Comparison } from "./comparison.js";
import { Controls } from "./controls.js";
import { History } from "./history.js";
import { actionOf } from "./keys.js";
import { Frame } from "./frame.js";
import { Link } from "./link.js";
import { Player } from "./player.js";
import { loadPlotly } from "./plotly.js";
import { Query } from "./query.js";
import { saveFile } from "./save.js";
import { Samples } from "./samples.js";
import { readFilm, readParts, readRates, readRuns, readSurface } from "./answers.js";
import { moment, sentence } from "./sentence.js";
import { verdict } from "./verdict.js";

const VIEW = ["panel", "axis", "unit", "mode", "step", "run"];
const GRID = 110; // points across the map

export class Experiment {
  constructor(parent, component) {
    this.parent = parent;
    this.component = component;
    this.data = component.data;
    this.query = new Query(this.data.query);
    this.view = { ...this.data.view };
    this.link = new Link(this);
    this.player = new Player(() => this.moved());
    this.runs = [];
    this.arrived = false; // the first runs of an experiment are not here yet
    this.samples = new Samples(this);
    this.comparison = new Comparison(this);
    this.history = new History(this);
    this.frame = new Frame(parent, this);
    this.controls = new Controls(this.frame.controls, {
      words: this.words,
      onChange: (keys, value) => this.change(keys, value),
      onCommit: () => this.commit(),
      onSettle: () => this.link.commitSoon(),
      onLeave: () => this.link.commitNow(),
    });
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.frame.node);
    this.frame.node.addEventListener("keydown", (event) => this.press(event));
    this.version = 0;
    this.frames = 0;
    this.scripting = 0;
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
    this.ask();
    loadPlotly(new URL(this.data.plotly, document.baseURI).href).then((Plotly) => {
      this.Plotly = Plotly;
      this.drawSurface();
      this.askPanel();
    });
    this.wake();
  }

  // Streamlit ran the page again: new words, another theme, or another experiment.
  adopt(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    if (JSON.stringify(before.words) !== JSON.stringify(this.words)) this.frame.relabel();
    const colours = theme(this.parent);
    if (JSON.stringify(colours) !== JSON.stringify(this.colours)) {
      this.colours = colours;
      this.frame.paint(colours);
      this.drawSurface();
      this.ratesKey = null;
      this.ask(); // what came was read in the colours before
    }
    const elsewhere = this.data.query !== before.query && !this.link.isEcho(this.data.query);
    if (elsewhere || this.data.scene !== before.scene) return this.open();
    this.showControls();
    const renamed = JSON.stringify(before.names) !== JSON.stringify(this.data.names);
    if (renamed || before.language !== this.data.language) this.ask();
  }

  // Another experiment takes the stage, from its beginning.
  open() {
    this.query = new Query(this.data.query);
    this.view = { ...this.data.view };
    this.arrived = false;
    this.history.follow(this.link.awaited);
    this.frame.showView();
    this.ask();
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
    this.frame.showView();
    this.showControls();
    this.ask();
    this.commit();
  }

  showControls() {
    const focus = this.focus();
    const here = ({ keys: [key] }) => key === undefined || this.query.get(key) !== undefined;
    const shown = this.data.controls.filter((control) => (control.run === undefined || control.run === focus) && here(control));
    const marks = this.surface && !this.data.fixed ? this.surface.marks : []; // they give answers away
    this.controls.set(shown, this.query, marks, !this.data.fixed);
  }

  // Everything that the picture needs for the scenario as it stands.
  ask() {
    this.askRuns();
    this.askSurface();
    this.askPanel();
    this.askSlope();
  }

  request(kind, extra, done, line) {
    this.channel.ask(kind, { query: this.query.asked(), language: this.data.language, ...extra }, done, line);
  }

  askRuns() {
    this.comparison.askRuns();
    this.request("runs", { target: this.data.target }, (answer) => this.showRuns(answer));
  }

  mapShape() {
    const { width, height } = this.frame.map.inner();
    return [GRID, Math.max(Math.round((GRID * height) / width), 20)];
  }

  // Once there are runs: their names above the map decide how high it is.
  askFirstSurface() {
    this.frame.measureHead();
    this.askSurface();
  }

  askSurface() {
    if (!this.runs.length) return;
    this.comparison.askSurface();
    const shape = this.mapShape();
    const key = `${this.query.surface}|${shape}|${this.data.language}|${this.query.runs.map((r) => r.optimizer)}|${this.query.get("fairness")}`;
    if (key === this.surfaceKey) return;
    this.surfaceKey = key;
    this.request("surface", { shape }, (answer) => {
      this.surface = readSurface(answer);
      this.drawSurface();
      this.showControls();
    });
  }

  askPanel() {
    const panel = this.view.panel;
    const run = this.focus();
    const about = this.comparison.about(run);
    if (panel === "parts") this.request("parts", about, (answer) => this.frame.parts.set(readParts(answer, this.words), { ...this.shared(), run: this.runs[run] || { name: "" }, t: this.player.t }));
    if (panel === "rates") this.askRates();
    if (panel === "fit") this.samples.ask();
    if (panel === "loss" && this.view.unit === "second") this.request("pace", {}, (answer) => this.showPace(answer));
    if (!(panel in this.frame.panels)) this.request("panel", { name: panel, names: this.data.names, ...about }, (answer) => this.showPlotted(answer));
    if (panel === "film") this.request("film", about, (answer) => this.showFilm(readFilm(answer), run));
    if (panel === "squares" || panel === "weights") this.request("film", about, (answer) => this.showInside(panel, readFilm(answer), run));
  }

  askSlope() {
    if (this.view.mode !== "slope") return;
    this.request("slope", this.comparison.about(this.focus()), (answer) => {
      this.frame.slope.set(answer.arrays[0], this.colours);
      this.draw();
    });
  }

  // Measured seconds of an update, for the axis that counts them.
  showPace({ seconds }) {
    this.seconds = seconds;
    this.runs.forEach((run, k) => (run.seconds = seconds[k]));
    this.redraw();
  }

  // The map of rates belongs to a surface and a start; the pair on it is measured by itself.
  askRates() {
    const key = [this.query.surface, this.query.get("start"), this.query.get("fairness"), this.data.language].join("|");
    if (key !== this.ratesKey) {
      this.ratesKey = key;
      this.request("rates", {}, (answer) => this.showRates(readRates(answer)));
    }
    this.request("rate", this.pair(), (answer) => this.frame.pad.say(answer));
  }

  // The learning rate and momentum of the run in focus; a run without momentum has none.
  pair(run = this.focus()) {
    const { suffix } = this.query.runs[run];
    const beta = this.query.get(`beta${suffix}`);
    return { lr: this.query.number(`lr${suffix}`), beta: beta === undefined ? 0 : Number(beta) };
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
    return { colours: this.colours, log: this.view.axis !== "linear", unit: this.runs.every((run) => run.batch) ? this.view.unit : "update", focus: this.focus(), floor: this.floor ?? null, steps: this.comparison.steps };
  }

  // What is drawn comes before what is written, so that nothing is laid out in between.
  showRuns(answer) {
    this.answer = answer;
    const joined = this.comparison.joined(answer);
    if (!joined) return;
    this.runs = readRuns(joined, this.query, this);
    this.runs.forEach((run, k) => Object.assign(run, { seconds: this.seconds?.[k], floor: this.comparison.floorOf(k, answer.floor) }));
    this.floor = this.runs.some(({ floor }) => (floor ?? null) === null) ? null : answer.floor;
    this.version = answer.id;
    const longest = this.comparison.steps;
    if (this.arrived) this.player.setLength(longest);
    else this.arrive(longest);
    this.redraw();
    if (!this.surfaceKey) this.askFirstSurface();
    this.frame.say(this.comparison.layout ? verdict(this) : sentence(this));
    this.frame.versus.show();
    this.heard?.(); // by who guides a newcomer
    if (this.choosing) this.showChoice();
  }

  redraw() {
    this.frame.setRuns(this.runs, this.query, this.shared());
    this.draw();
    this.frame.showLegend(this.runs, this.colours);
  }

  // First sight of an experiment: at the place the link names, else from the start, playing.
  arrive(length) {
    this.arrived = true;
    this.player.setLength(length);
    this.player.chooseSpeed();
    const place = this.view.step;
    this.player.seek(place === null || place === undefined ? 0 : place);
    const still = this.data.still || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (place === null || place === undefined) {
      if (still) this.player.seek(length);
      else this.player.play();
    }
  }

  showRates(rates) {
    this.frame.pad.set(rates, this.colours);
    this.movePad();
  }

  movePad() {
    const { lr, beta } = this.pair();
    this.frame.pad.move(lr, beta);
  }

  showPlotted(answer) {
    const places = this.comparison.placesWith(this.focus());
    if (places) looksOf(answer.plots, places);
    if (this.Plotly && answer.name === this.view.panel) this.frame.plotted.set(this.Plotly, answer, this.colours, Math.floor(this.player.t));
  }

  showFilm(film, run) {
    this.frame.film.set(film, this.runs[run], this.colours);
    this.draw();
  }

  // The squares or the weights inside the updates of a run.
  showInside(panel, film, run) {
    this.frame[panel].set(film, this.runs[run] ? this.runs[run].name : "", this.colours, this.player.t);
  }

  drawSurface() {
    if (!this.Plotly || !this.surface) return;
    this.frame.drawSurface(this.Plotly, this.surface, this.colours);
    this.redraw();
  }

  // A slider, the pad or the start moved: ask at once; Streamlit hears of it on release.
  change(keys, value) {
    if (this.data.away) return;
    keys.filter((key) => !this.query.stays(key)).forEach((key) => this.query.set(key, value));
    if (this.arrived) this.view.step = null;
    this.ask();
    this.choosing ??= setTimeout(() => this.showChoice(), 50);
  }

  // Sliders move in the same frame as the paths that they ask for, which costs one frame instead of
  // two; where the core is slow they do not wait for it.
  showChoice() {
    clearTimeout(this.choosing);
    this.choosing = null;
    this.controls.show(this.query);
    if (this.view.panel === "rates") this.movePad();
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

  saveFile(name) {
    return saveFile({ data: this.data, query: this.comparison.saved() }, name);
  }

  setView(changes) {
    Object.assign(this.view, changes);
    this.frame.showView();
    this.showControls();
    this.askPanel();
    this.askSlope();
    this.redraw();
    this.wake();
    this.link.remember();
  }

  press(event) {
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(...action);
  }

  act(name, count) {
    const { player } = this;
    const actions = {
      play: () => player.toggle(),
      step: () => player.step(count),
      seek: () => player.seek(count),
      rewind: () => player.rewind(),
      full: () => this.frame.fullScreen(),
      seed: () => this.newSeed(),
      help: () => this.frame.toggleHelp(),
      closeHelp: () => this.frame.toggleHelp(false),
    };
    actions[name]();
    if (["play", "step", "seek", "rewind"].includes(name)) this.frame.speaker.say(() => moment(this));
    if (!player.playing) this.link.rememberSoon();
  }

  // Whether a seed changes anything.
  get chancy() {
    return !this.data.fixed && (this.query.number("noise") > 0 || this.query.runs.some(({ suffix }) => (this.query.get(`sampling${suffix}`) || "full") !== "full"));
  }

  // Another draw of the noise; a reset never does this.
  newSeed() {
    if (this.data.fixed) return;
    this.change(["seed"], (this.query.number("seed") + 1) % 2 ** 31);
    this.commit();
  }

  frameStep(past) {
    const { player } = this;
    if (past) player.step(past);
    else player.seek(Math.floor(player.t));
    player.pause();
    this.frame.speaker.say(() => this.frame.film.sentence.textContent);
    this.link.rememberSoon();
  }

  moved() {
    this.dirty = true;
    this.heard?.();
    this.wake();
  }

  // Frames are asked for only while there is something to draw: Chromium lets a message of the core
  // wait for a frame that was asked for.
  wake() {
    this.clock ??= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    const began = performance.now();
    this.clock = null;
    this.player.advance(Math.min((now - (this.before ?? now)) / 1000, 0.1));
    this.before = this.player.playing ? now : null;
    if (this.dirty) this.draw();
    else if (this.view.mode === "mesh") this.frame.mesh.draw(this.player.t);
    this.scripting += performance.now() - began;
    this.frames += 1;
    if (this.player.playing) this.frame.speaker.say(() => moment(this));
    if (this.player.playing || this.view.mode === "mesh") this.wake();
  }

  draw() {
    this.dirty = false;
    if (this.view.panel === "fit") this.samples.follow(this.player.t);
    this.frame.draw(this.player);
    this.painted = this.version;
  }

  resize() {
    if (!this.colours) return;
    this.askSurface();
    this.drawSurface();
    this.frame.resize(this.shared());
    this.moved();
  }

  destroy() {
    cancelAnimationFrame(this.clock);
    this.resized.disconnect();
    this.history.forget();
    this.channel.close();
    this.frame.node.remove();
  }
}

// Of some of the runs only, each keeps its look.
function looksOf(plots, places) {
  for (const { traces } of plots) for (const trace of traces) if (trace.look in places) trace.look = places[trace.look];
}
