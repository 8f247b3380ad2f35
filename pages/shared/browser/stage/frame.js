// The stage's own page: where everything sits.

import { element } from "../core/dom.js";
import { Help } from "./help.js";
import { Legend } from "./legend.js";
import { Numbers } from "../widgets/tablebutton.js";
import { plotTables } from "../figure/plottables.js";
import { Speaker } from "../widgets/speaker.js";
import { panelTables, runsTable } from "../draw/tables.js";
import { Tabs } from "../widgets/tabs.js";
import { Toolbar } from "./toolbar.js";
import { Transport } from "./transport.js";
import { Versus } from "./versus.js";
import { viewsOf } from "./views.js";

export class Frame {
  constructor(parent, experiment) {
    this.experiment = experiment;
    this.versus = new Versus(experiment);
    const crowd = experiment.data.modes.includes("slope") ? " crowd" : "";
    const { shape } = experiment.data; // of the map, where it has to keep it
    this.node = element("section", {
      class: `stage${crowd}`,
      tabindex: "-1",
      style: shape ? `--shape:${shape}` : undefined,
    });
    parent.append(this.node);
    this.build();
  }

  get words() {
    return this.experiment.words;
  }

  build() {
    const { words, experiment } = this;
    this.versus.build(words);
    this.node.setAttribute("aria-label", words.stage);
    this.legend = new Legend(experiment);
    this.numbers = new Numbers(words, () => this.tables());
    this.toolbar = new Toolbar(this);
    this.views = element("div", { class: "views" });
    this.panel = element("div", { class: "panel", role: "tabpanel" });
    this.tabs = new Tabs(this.panel, (panel) => experiment.setView({ panel }));
    this.dock = element("div", { class: "dock" });
    this.live = element("p", { class: "live" });
    this.speaker = new Speaker();
    this.note = element("p", { class: "note", role: "status", hidden: true });
    this.transport = new Transport(experiment);
    this.help = new Help(words, this.toolbar);
    const side = element("div", { class: "side" }, this.tabs.node, this.panel, this.dock);
    this.head = element("header", {}, this.legend.node, this.toolbar.node);
    const body = element(
      "div",
      { class: "body" },
      element("div", { class: "left" }, this.views, this.transport.node),
      side,
    );
    this.makeRoom();
    this.node.replaceChildren(
      this.head,
      body,
      this.live,
      this.speaker.node,
      this.note,
      this.numbers.node,
      this.help.node,
    );
    Object.assign(this, viewsOf(this));
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

  paint(colours) {
    this.map.makeRoom(colours.size);
    this.split.show();
  }

  // The language changed: everything with words is made again, in place.
  relabel() {
    this.build();
    this.experiment.dock.relabel();
    this.experiment.drawSurface();
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
    if (view.mode === "mesh" && this.drawn) this.drawSurface(...this.drawn);
  }

  // Two maps leave no room for a landscape.
  showVersus() {
    const { view } = this.experiment;
    if (this.split.on) view.mode = "map";
    const before = this.split.shown;
    this.split.show();
    this.versus.show();
    if (before !== this.split.on) this.experiment.resize();
  }

  drawSurface(Plotly, surface, colours) {
    this.drawn = [Plotly, surface, colours];
    this.map.start = this.experiment.query.start;
    this.map.drawSurface(Plotly, surface, colours);
    this.split.drawSurface(Plotly, surface, colours);
    if (this.experiment.view.mode === "mesh")
      this.mesh.drawSurface(Plotly, surface, colours).then(() => this.mesh.setRuns(this.experiment.runs));
  }

  setRuns(runs, query, shared) {
    if (!runs.length) return;
    this.map.start = query.start;
    this.split.setRuns(runs);
    this.mesh.setRuns(runs);
    this.loss.setRuns(runs, shared);
    this.experiment.samples.adopt();
    this.toolbar.setRuns(runs);
    this.transport.set();
  }

  draw(player) {
    const { view } = this.experiment;
    const over = { film: this.film, fit: this.fit }[view.panel];
    const overlay = over ? (context, map) => over.overlay(context, map) : null;
    if (view.panel === "film") this.film.show(Math.floor(player.t));
    if (view.mode === "mesh") this.mesh.draw(player.t);
    else if (view.mode === "slope")
      this.map.drawOnly((context, map) => this.slope.draw(context, map, player.t, this.experiment.focused()));
    else this.split.draw(player.t, overlay);
    if (view.panel === "film") this.film.tell();
    if (view.panel === "loss") this.loss.draw(player.t);
    if (["parts", "squares", "weights", "fit"].includes(view.panel)) this.panels[view.panel].draw(player.t);
    if (!(view.panel in this.panels)) this.plotted.draw(Math.floor(player.t));
    if (this.transport.show(player)) this.numbers.changed();
  }

  resize(shared) {
    this.loss.setRuns(this.loss.runs, shared);
    for (const view of [this.parts, this.squares, this.weights]) view.draw(this.experiment.player.t);
    this.pad.redraw();
    this.fit.draw(this.experiment.player.t);
    if (!this.experiment.channel.awaits("panel")) this.plotted.resize(); // what comes is drawn in its room
  }
}
