// The stage's own page: where everything sits, and the views that draw it.

import { describe, element, prepare } from "./dom.js";
import { FilmView } from "./film.js";
import { FitView } from "./fit.js";
import { icon } from "./icons.js";
import { KEYS } from "./keys.js";
import { LossView } from "./loss.js";
import { MapView } from "./map.js";
import { MeshView } from "./mesh.js";
import { Numbers } from "./numbers.js";
import { PadView } from "./pad.js";
import { PlotPanel } from "./panel.js";
import { saveAnimation } from "./animation.js";
import { savePicture } from "./picture.js";
import { PartsView } from "./parts.js";
import { SPEEDS } from "./player.js";
import { recordStage } from "./recorder.js";
import { saver } from "./save.js";
import { SlopeView } from "./slope.js";
import { Speaker } from "./speaker.js";
import { Split } from "./split.js";
import { SquaresView } from "./squares.js";
import { saveStandalone } from "./standalone.js";
import { drawMarker } from "./style.js";
import { Tabs } from "./tabs.js";
import { panelTables, runsTable } from "./tables.js";
import { plotTables } from "./plottables.js";
import { UNITS } from "./units.js";
import { Versus } from "./versus.js";
import { WeightsView } from "./weights.js";

const FILES = { csv: "run.csv", py: "run.py", torch: "run_torch.py", ipynb: "run.ipynb" };

export class Frame {
  constructor(parent, experiment) {
    this.experiment = experiment;
    this.versus = new Versus(experiment);
    const crowd = experiment.data.modes.includes("slope") ? " crowd" : "";
    const { shape } = experiment.data; // of the map, where it has to keep it
    this.node = element("section", { class: `stage${crowd}`, tabindex: "-1", style: shape ? `--shape:${shape}` : undefined });
    parent.append(this.node);
    this.build();
  }

  get words() {
    return this.experiment.words;
  }

  build() {
    const { words } = this;
    this.versus.build(words);
    this.node.setAttribute("aria-label", words.stage);
    this.legend = element("div", { class: "legend", role: "group", "aria-label": words.runs });
    this.numbers = new Numbers(words, () => this.tables());
    this.tools = element("div", { class: "tools" }, ...this.toolButtons());
    this.views = element("div", { class: "views" });
    this.panel = element("div", { class: "panel", role: "tabpanel" });
    this.tabs = new Tabs(this.panel, (panel) => this.experiment.setView({ panel }));
    this.controls = element("div", { class: "dock" });
    this.live = element("p", { class: "live" });
    this.speaker = new Speaker();
    this.note = element("p", { class: "note", hidden: true });
    const side = element("div", { class: "side" }, this.tabs.node, this.panel, this.controls);
    const head = element("header", {}, this.legend, this.tools);
    const body = element("div", { class: "body" }, element("div", { class: "left" }, this.views, this.transport()), side);
    this.help = this.helpSheet();
    this.head = head;
    this.makeRoom();
    this.node.replaceChildren(head, body, this.live, this.speaker.node, this.note, this.numbers.node, this.help);
    this.buildViews();
    this.showView();
  }

  // The map is as much lower as the names and tools above it need a line more, the panel as the
  // sliders below it do.
  makeRoom() {
    this.room?.disconnect();
    this.room = new ResizeObserver(() => {
      this.measureHead();
      if (!this.experiment.colours) return;
      this.resize(this.experiment.shared());
      this.experiment.moved();
    });
    this.room.observe(this.head);
    this.room.observe(this.panel);
  }

  measureHead() {
    this.node.style.setProperty("--head", `${this.head.offsetHeight}px`);
  }

  buildViews() {
    const { experiment, words } = this;
    this.map = new MapView(this.views, {
      label: experiment.data.fixed ? words.map : words.map_keys,
      movable: !experiment.data.fixed,
      onSettle: () => experiment.link.commitSoon(),
      onStart: (point, done) => {
        if (experiment.data.fixed) return;
        if (point) experiment.change(["start"], point.map((c) => Number(c.toPrecision(4))).join(","));
        if (done) experiment.commit();
      },
    });
    this.split = new Split(this);
    this.mesh = new MeshView(this.views, { label: words.mesh });
    this.slope = new SlopeView(words);
    this.loss = new LossView(this.panel, { words, onSeek: (step) => this.seek(step) });
    this.parts = new PartsView(this.panel, { words });
    this.pad = new PadView(this.panel, { words, onChoose: (lr, beta, done) => this.choose(lr, beta, done) });
    this.film = new FilmView(this.panel, { words, onFrame: (past) => experiment.frameStep(past) });
    this.fit = new FitView(this.panel, { words });
    this.squares = new SquaresView(this.panel, { words });
    this.weights = new WeightsView(this.panel, { words });
    this.panels = { loss: this.loss, parts: this.parts, rates: this.pad, film: this.film, squares: this.squares, weights: this.weights, fit: this.fit };
    for (const canvas of [this.map.heads, this.loss.cursor, this.mesh.node]) describe(canvas, this.live);
    for (const { canvas, caption } of [this.parts, this.fit, this.squares, this.weights]) describe(canvas, caption);
    describe(this.pad.marks, this.pad.caption);
    this.plotted = new PlotPanel(this.panel, {
      words,
      valueOf: (key) => experiment.query.get(key),
      onDrag: (key, text, done) => this.drag(key, text, done),
      onSettle: () => experiment.link.commitSoon(),
    });
  }

  // Points of a panel's plot are a setting like any other.
  drag(key, text, done) {
    this.experiment.change([key], text);
    if (done) this.experiment.commit();
  }

  toolButtons() {
    const { experiment, words } = this;
    this.axis = button("", () => experiment.setView({ axis: experiment.view.axis === "linear" ? "log" : "linear" }));
    this.modes = experiment.data.modes.map((mode) => button(words[`to_${mode}`], () => experiment.setView({ mode })));
    this.unit = element("select", { "aria-label": words.unit, onchange: () => experiment.setView({ unit: this.unit.value }) });
    this.unit.append(...UNITS.map((unit) => element("option", { value: unit, text: words[`unit_${unit}`] })));
    this.share = button(words.copy, () => this.copy());
    this.share.hidden = Boolean(experiment.data.away);
    const taking = [this.share, this.numbers.button, this.saver(), button(icon("full"), () => this.fullScreen(), words.full), button("?", () => this.toggleHelp(), words.help)];
    taking.forEach((node) => node.classList.add("aside")); // not shown in front of a class
    return [...experiment.history.tools(words), ...this.versus.tools, this.versus.bar, ...this.modes, this.unit, this.axis, ...taking];
  }

  // Pictures are made here; numbers and programs come from the core, and so does all that a page
  // without a core must bring along.
  saver() {
    const { experiment, words } = this;
    const pictures = { png: () => savePicture(experiment, "png"), svg: () => savePicture(experiment, "svg"), gif: (work) => saveAnimation(experiment, work) };
    if (experiment.data.away) return saver(words, pictures);
    const page = async (work) => saveStandalone(experiment, "run.html", await recordStage(experiment, work), work);
    const files = Object.entries(FILES).map(([kind, name]) => [kind, () => experiment.saveFile(name)]);
    return saver(words, { html: page, ...pictures, ...Object.fromEntries(files) });
  }

  transport() {
    const { experiment, words } = this;
    const act = (...action) => () => experiment.act(...action);
    this.seed = button(icon("seed"), act("seed"), words.seed_title, "seed");
    this.play = button(icon("play"), act("play"), words.play, "main");
    this.scrubber = element("input", {
      type: "range",
      class: "scrub",
      min: 0,
      step: 1,
      "aria-label": words.scrub,
      oninput: () => this.seek(Number(this.scrubber.value)),
      onkeydown: (event) => this.pressScrubber(event),
    });
    this.clock = element("output", { class: "clock", "aria-live": "off" });
    this.speed = element("select", { "aria-label": words.speed, onchange: () => (experiment.player.speed = Number(this.speed.value)) });
    this.speed.append(...SPEEDS.map((speed) => element("option", { value: speed, text: `${speed} ${words.per_second}` })));
    return element(
      "div",
      { class: "transport" },
      button(icon("rewind"), act("rewind"), words.rewind),
      button(icon("back"), act("step", -1), words.back),
      this.play,
      button(icon("forward"), act("step", 1), words.forward),
      this.seed,
      this.scrubber,
      this.clock,
      this.speed,
    );
  }

  // The scrubber's arrows are the player's: a step, ten with Shift.
  pressScrubber(event) {
    const count = event.shiftKey ? 10 : 1;
    const moves = { ArrowRight: ["step", count], ArrowLeft: ["step", -count], Home: ["seek", 0], End: ["seek", Infinity] };
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    this.experiment.act(...moves[event.key]);
  }

  helpSheet() {
    const { words } = this;
    const rows = KEYS.flatMap(([key, name]) => [element("dt", { text: key }), element("dd", { text: words[`key_${name}`] })]);
    return element(
      "div",
      { class: "help", role: "dialog", "aria-label": words.help, hidden: true },
      element("h3", { text: words.help }),
      element("dl", {}, ...rows),
      button(words.close, () => this.toggleHelp(false)),
    );
  }

  toggleHelp(open = this.help.hidden) {
    if (!open && this.help.contains(document.activeElement)) this.tools.lastElementChild.focus();
    this.help.hidden = !open;
    if (open) this.help.querySelector("button").focus();
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.node.requestFullscreen().catch(() => this.notice(this.words.no_full));
  }

  copy() {
    const said = (text) => {
      this.share.textContent = text;
      setTimeout(() => (this.share.textContent = this.words.copy), 2000);
    };
    this.experiment.link.copy().then(() => said(this.words.copied), (error) => this.notice(`${this.words.copy_by_hand} ${error.message}`));
  }

  seek(step) {
    const { player, link } = this.experiment;
    if (player.playing) player.pause();
    player.seek(step);
    link.rememberSoon();
  }

  choose(lr, beta, done) {
    const { experiment } = this;
    const keys = (id) => experiment.data.controls.filter((control) => control.id === id).flatMap((control) => control.keys);
    experiment.change(keys("lr"), lr);
    experiment.change(keys("beta"), beta);
    if (done) experiment.commit();
  }

  notice(text) {
    this.note.textContent = text;
    this.note.hidden = false;
  }

  say(text) {
    if (this.live.textContent !== text) {
      this.live.textContent = text;
      this.speaker.say(() => text);
    }
    this.numbers.changed();
  }

  // The numbers behind what is shown: the paths and losses, and the panel beside them.
  tables() {
    const { runs, surface, view } = this.experiment;
    if (!runs.length) return [];
    const own = view.panel in this.panels ? panelTables(view.panel, this.panels[view.panel], this.words) : plotTables(this.plotted.plots, this.words);
    return [runsTable(runs, surface ? surface.axes : ["x", "y"], this.words), ...own];
  }

  paint(colours) {
    this.map.makeRoom(colours.size);
    this.split.show();
  }

  // The language changed: everything with words is made again, in place.
  relabel() {
    const { experiment } = this;
    this.build();
    experiment.controls.words = this.words;
    experiment.controls.shape = null;
    this.controls.append(experiment.controls.node);
    experiment.drawSurface();
  }

  showView() {
    const { view, data } = this.experiment;
    const { words } = this;
    this.numbers.changed();
    this.tabs.show(data.panels.map((name) => [name, words[`panel_${name}`] || words[name]]), view.panel);
    for (const [name, part] of Object.entries(this.panels || {})) part.node.hidden = name !== view.panel;
    if (!this.map) return;
    this.showVersus();
    this.plotted.node.hidden = view.panel in this.panels;
    this.map.node.hidden = view.mode === "mesh";
    this.mesh.node.hidden = view.mode !== "mesh";
    this.map.hide(view.mode === "slope");
    this.modes.forEach((button, k) => (button.hidden = this.split.on || data.modes[k] === view.mode));
    this.axis.textContent = view.axis === "linear" ? words.to_log : words.to_linear;
    this.axis.hidden = view.panel !== "loss";
    this.unit.hidden = view.panel !== "loss" || !this.experiment.runs.some((run) => run.batch);
    this.unit.value = view.unit || "update";
    if (view.mode === "mesh" && this.drawn) this.drawSurface(...this.drawn);
  }

  // Two maps leave no room for a landscape.
  showVersus() {
    const { view } = this.experiment;
    if (this.split.on) view.mode = "map";
    const before = this.views.classList.contains("split");
    this.split.show();
    this.versus.show();
    if (before !== this.split.on) this.experiment.resize();
  }

  drawSurface(Plotly, surface, colours) {
    this.drawn = [Plotly, surface, colours];
    this.map.start = this.experiment.query.start;
    this.map.drawSurface(Plotly, surface, colours);
    this.split.drawSurface(Plotly, surface, colours);
    if (this.experiment.view.mode === "mesh") this.mesh.drawSurface(Plotly, surface, colours).then(() => this.mesh.setRuns(this.experiment.runs));
  }

  setRuns(runs, query, shared) {
    if (!runs.length) return;
    this.map.start = query.start;
    this.split.setRuns(runs);
    this.mesh.setRuns(runs);
    this.loss.setRuns(runs, shared);
    this.experiment.samples.adopt();
    this.unit.hidden = this.experiment.view.panel !== "loss" || !runs.some((run) => run.batch);
    this.seed.hidden = !this.experiment.chancy;
    this.scrubber.max = this.experiment.player.length;
    this.speed.value = this.experiment.player.speed;
  }

  // Each run's mark, name and what became of it; pressing one chooses the run that the panels show.
  showLegend(runs, colours) {
    const { experiment } = this;
    const focus = experiment.focus();
    const shown = JSON.stringify([runs.map((run) => [run.name, run.look, run.status, run.statusWord]), focus, colours.background]);
    if (shown === this.legend.dataset.shown) return;
    this.legend.dataset.shown = shown;
    const held = [...this.legend.children].indexOf(document.activeElement);
    this.legend.replaceChildren(...runs.map((run, k) => {
      const swatch = element("canvas");
      drawSwatch(swatch, run.look, colours.background);
      const chip = element("button", {
        type: "button",
        class: run.pinned ? "chip pinned" : "chip",
        "aria-pressed": String(k === focus),
        onclick: () => experiment.setView({ run: k }),
      }, swatch, element("span", { text: run.name }));
      if (run.status === "diverged" || run.status === "domain") chip.append(element("em", { text: run.statusWord }));
      return chip;
    }));
    if (held >= 0) this.legend.children[held]?.focus();
  }

  draw(player) {
    const { view } = this.experiment;
    const over = { film: this.film, fit: this.fit }[view.panel];
    const overlay = over ? (context, map) => over.overlay(context, map) : null;
    if (view.panel === "film") this.film.show(Math.floor(player.t));
    if (view.mode === "mesh") this.mesh.draw(player.t);
    else if (view.mode === "slope") this.map.drawOnly((context, map) => this.slope.draw(context, map, player.t, this.experiment.focused()));
    else this.split.draw(player.t, overlay);
    if (view.panel === "loss") this.loss.draw(player.t);
    if (["parts", "squares", "weights", "fit"].includes(view.panel)) this.panels[view.panel].draw(player.t);
    if (!(view.panel in this.panels)) this.plotted.draw(Math.floor(player.t));
    this.showClock(player);
  }

  showClock(player) {
    const step = Math.floor(player.t);
    const text = `${step} / ${player.length}`;
    if (this.clock.textContent !== text) {
      this.clock.textContent = text;
      this.scrubber.value = step;
      this.scrubber.setAttribute("aria-valuetext", text);
      this.numbers.changed();
    }
    const action = player.playing ? "pause" : "play";
    if (this.play.dataset.action !== action) {
      this.play.dataset.action = action;
      this.play.replaceChildren(icon(action));
      this.play.setAttribute("aria-label", this.words[action]);
    }
  }

  resize(shared) {
    this.loss.setRuns(this.loss.runs, shared);
    for (const view of [this.parts, this.squares, this.weights]) view.draw(this.experiment.player.t);
    this.pad.redraw();
    this.fit.draw(this.experiment.player.t);
    this.plotted.resize();
  }
}

function button(face, onclick, label, kind = "") {
  return element("button", { type: "button", class: kind, title: label, "aria-label": label, onclick }, face);
}

function drawSwatch(canvas, look, background) {
  const context = prepare(canvas, 40, 18);
  context.strokeStyle = look.colour;
  context.lineWidth = 3;
  context.setLineDash(look.dash);
  context.beginPath();
  context.moveTo(1, 9);
  context.lineTo(39, 9);
  context.stroke();
  context.setLineDash([]);
  drawMarker(context, look.marker, 20, 9, 5.5, look.colour, background);
}
