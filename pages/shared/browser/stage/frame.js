// The stage's own page: where everything sits, and who hears of what changed.

import { element } from "../core/dom.js";
import { panelTables, runsTable } from "../draw/tables.js";
import { plotTables } from "../figure/plottables.js";
import { Speaker } from "../widgets/speaker.js";
import { Numbers } from "../widgets/tablebutton.js";
import { Tabs } from "../widgets/tabs.js";
import { ANSWERS } from "./answers.js";
import { Dock } from "./dock.js";
import { Help } from "./help.js";
import { Legend } from "./legend.js";
import { Painter } from "./painter.js";
import { pairOf } from "./questions.js";
import { sentence } from "./sentence.js";
import { Toolbar } from "./toolbar.js";
import { Transport } from "./transport.js";
import { verdict } from "./verdict.js";
import { Versus } from "./versus.js";
import { viewsOf } from "./views.js";

/** @import { Stage } from "./stage.js" */

/** @typedef {ReturnType<typeof viewsOf>} Views */

export class Frame {
  // All of these are made anew for each language.
  /** @type {HTMLElement} */ head;
  /** @type {HTMLElement} that holds the map */ views;
  /** @type {HTMLElement} that holds what is beside it */ panel;
  /** @type {HTMLElement} the sentence */ live;
  /** @type {HTMLElement} */ note;
  /** @type {Legend} */ legend;
  /** @type {Numbers} */ numbers;
  /** @type {Toolbar} */ toolbar;
  /** @type {Tabs} */ tabs;
  /** @type {Speaker} */ speaker;
  /** @type {Transport} */ transport;
  /** @type {Help} */ help;
  /** @type {ResizeObserver} of head and panel */ room;
  /** @type {Views["map"]} */ map;
  /** @type {Views["split"]} */ split;
  /** @type {Views["mesh"]} */ mesh;
  /** @type {Views["slope"]} */ slope;
  /** @type {Views["panels"]} */ panels;
  /** @type {Views["plotted"]} */ plotted;
  /** @type {Views["loss"]} */ loss;
  /** @type {Views["parts"]} */ parts;
  /** @type {Views["pad"]} */ pad;
  /** @type {Views["film"]} */ film;
  /** @type {Views["fit"]} */ fit;
  /** @type {Views["squares"]} */ squares;
  /** @type {Views["weights"]} */ weights;
  /** @type {ResizeObserver} of the whole */ measured;

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.experiment = stage.experiment;
    const { modes, shape } = this.experiment.data; // shape: of the map, where it has to keep it
    this.node = element("section", {
      class: `stage${modes.includes("slope") ? " crowd" : ""}`,
      tabindex: "-1",
      style: shape ? `--shape:${shape}` : undefined,
    });
    stage.parent.append(this.node);
    this.painter = new Painter(this);
    this.versus = new Versus(this.experiment);
    this.sliders = new Dock(stage, this);
    this.build();
    this.listen();
  }

  get words() {
    return this.experiment.words;
  }

  build() {
    const { words, experiment, stage } = this;
    this.versus.build(words);
    this.node.setAttribute("aria-label", words.stage);
    this.legend = new Legend(experiment);
    this.numbers = new Numbers(words, () => this.tables());
    this.toolbar = new Toolbar(stage, this);
    this.views = element("div", { class: "views" });
    this.panel = element("div", { class: "panel", role: "tabpanel" });
    this.tabs = new Tabs(this.panel, (panel) => experiment.look({ panel }));
    this.live = element("p", { class: "live" });
    this.speaker = new Speaker();
    this.note = element("p", { class: "note", role: "status", hidden: true });
    this.transport = new Transport(stage);
    this.help = new Help(words, this.toolbar);
    const side = element("div", { class: "side" }, this.tabs.node, this.panel, this.sliders.build());
    this.head = element("header", {}, this.legend.node, this.toolbar.node);
    const left = element("div", { class: "left" }, this.views, this.transport.node);
    const body = element("div", { class: "body" }, left, side);
    const below = [this.live, this.speaker.node, this.note, this.numbers.node, this.help.node];
    this.makeRoom();
    this.node.replaceChildren(this.head, body, ...below);
    Object.assign(this, viewsOf(this));
    this.showView();
  }

  listen() {
    const { experiment } = this;
    experiment.on("words", () => this.relabel());
    experiment.on("colours", () => this.paint());
    experiment.on("page", () => this.sliders.set());
    experiment.on("turned", () => this.showTurned());
    experiment.on("replaced", () => this.showReplaced());
    experiment.on("view", () => this.showAnew());
    experiment.on("runs", () => this.showRuns());
    experiment.on("surface", () => {
      this.painter.drawSurface();
      this.sliders.set();
    });
    experiment.on("answer", ({ kind, answer, run }) => ANSWERS[kind](this, answer, run));
    experiment.on("moment", () => this.painter.wake());
  }

  // hear() is called when the map has another size.
  onSize(hear) {
    this.measured = new ResizeObserver(() => {
      if (!this.experiment.colours) return;
      hear();
      this.resize();
    });
    this.measured.observe(this.node);
  }

  // The map is as much lower as the names and tools above it need a line more, the panel as the
  // sliders below it do.
  makeRoom() {
    this.room?.disconnect();
    this.room = new ResizeObserver(() => {
      this.measureHead();
      this.painter.resize();
    });
    this.room.observe(this.head);
    this.room.observe(this.panel);
  }

  measureHead() {
    this.node.style.setProperty("--head", `${this.head.offsetHeight}px`);
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.node.requestFullscreen().catch(() => this.notice(this.words.no_full));
  }

  notice(text) {
    this.note.textContent = text;
    this.note.hidden = false;
    this.note.scrollIntoView({ block: "nearest" });
  }

  // What was said of the last change.
  forget() {
    this.note.hidden = true;
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
    const own =
      view.panel in this.panels
        ? panelTables(view.panel, this.panels[view.panel], this.words)
        : plotTables(this.plotted.plots, this.words);
    return [runsTable(runs, surface ? surface.axes : ["x", "y"], this.words), ...own];
  }

  paint() {
    this.map.makeRoom(this.experiment.colours.size);
    this.split.show();
  }

  // The language changed: everything with words is made again, in place.
  relabel() {
    this.build();
    this.painter.drawSurface();
  }

  showTurned() {
    this.forget();
    if (this.split.shown !== this.split.on) this.showView(); // two surfaces, two maps
    this.sliders.showSoon();
  }

  showReplaced() {
    this.forget();
    this.showView();
    this.sliders.set();
  }

  showAnew() {
    this.showView();
    this.sliders.set();
    this.painter.redraw();
    this.painter.ticker.wake();
  }

  // What is drawn comes before what is written, so that nothing is laid out in between.
  showRuns() {
    const { experiment } = this;
    this.painter.redraw();
    if (!experiment.surface) this.measureHead();
    this.say(experiment.comparison.layout ? verdict(experiment) : sentence(experiment));
    this.versus.show();
    this.sliders.catchUp();
  }

  showView() {
    const { view, data } = this.experiment;
    const { words } = this;
    this.numbers.changed();
    this.tabs.show(
      data.panels.map((name) => [name, words[`panel_${name}`] || words[name]]),
      view.panel,
    );
    for (const [name, part] of Object.entries(this.panels)) part.node.hidden = name !== view.panel;
    this.showVersus();
    this.plotted.node.hidden = view.panel in this.panels;
    this.map.node.hidden = view.mode === "mesh";
    this.mesh.node.hidden = view.mode !== "mesh";
    this.map.hide(view.mode === "slope");
    this.toolbar.show();
    if (view.mode === "mesh") this.painter.drawMesh();
  }

  // Two maps leave no room for a landscape.
  showVersus() {
    const { view } = this.experiment;
    if (this.split.on) view.mode = "map";
    const before = this.split.shown;
    this.split.show();
    this.versus.show();
    if (before !== this.split.on) this.resize();
  }

  resize() {
    this.painter.drawSurface();
    this.painter.resize();
  }

  movePad() {
    const { lr, beta } = pairOf(this.experiment, this.experiment.focus());
    this.pad.move(lr, beta);
  }

  close() {
    const { Plotly } = this.experiment;
    this.painter.ticker.stop();
    this.speaker.close();
    this.room.disconnect();
    this.measured.disconnect();
    if (Plotly) for (const plot of this.node.querySelectorAll(".js-plotly-plot")) Plotly.purge(plot);
  }
}
