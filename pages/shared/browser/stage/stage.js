// The stage: one experiment, drawn, played, dragged and explained in the browser. Here its parts are put
// together: what is known (experiment), who asks the core (requests), who draws (frame), and what the
// address bar and the tab remember.

import { Address } from "../core/address.js";
import { Channel } from "../core/channel.js";
import { Client } from "../core/client.js";
import { sharpen, theme } from "../core/dom.js";
import { channelUrl, host } from "../core/hosts.js";
import { loadPlotly } from "../draw/plotly.js";
import { History } from "../widgets/history.js";
import { Experiment } from "./experiment.js";
import { FirstMinute } from "./firstminute.js";
import { Frame } from "./frame.js";
import { press } from "./playing.js";
import { Requests } from "./requests.js";

/** @import { Component, StageData } from "../core/types.js" */

/** @typedef {Pick<Channel, "ask" | "awaits" | "close" | "questions">} Line  To the core. */

const PAPER = 3; // pixels for one of a screen
const direct = (/** @type {Stage} */ stage) =>
  new Channel(channelUrl(stage.data), () => stage.askThroughStreamlit());
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const mount = (component) =>
  host(component, component.data.guide ? (each) => new FirstMinute(each, start) : start);

// `line(stage)` is what it asks.
/** @param {Component<StageData>} component  @param {(stage: Stage) => Line} line */
export function start(component, line = direct) {
  sharpen(component.data.still ? PAPER : 1);
  const stage = new Stage(component, line);
  window.__stage = stage;
  window.__stages = { ...window.__stages, [component.data.key]: stage };
  return stage;
}

export class Stage {
  /** @param {Component<StageData>} component  @param {(stage: Stage) => Line} line */
  constructor(component, line) {
    this.component = component;
    this.parent = component.parentElement;
    this.experiment = new Experiment(component.data, calm);
    this.address = new Address(this);
    this.history = new History(this);
    this.channel = line(this);
    this.client = new Client(this.channel, () => ({
      query: this.query.asked(),
      language: this.data.language,
    }));
    this.frame = new Frame(this);
    this.requests = new Requests(this.experiment, this.client, () => this.frame.map.inner());
    this.frame.onSize(() => this.requests.resize());
    this.experiment.on("settled", () => this.address.commit());
    this.experiment.on("view", () => this.address.remember());
    this.node.addEventListener("keydown", (event) => press(this, event));
    this.begin();
  }

  begin() {
    this.experiment.paint(theme(this.parent));
    this.history.follow();
    this.requests.ask();
    loadPlotly(new URL(this.data.plotly, document.baseURI).href).then((Plotly) => {
      this.experiment.drawWith(Plotly);
      this.requests.askPanel();
    });
    this.frame.painter.wake();
  }

  // Streamlit ran the page again: new words, another theme, or another experiment.
  /** @param {Component<StageData>} component */
  adopt(component) {
    this.component = component;
    const { experiment, address, requests } = this;
    const before = experiment.hear(component.data);
    if (experiment.paint(theme(this.parent))) requests.ask(); // what came was read in the colours before
    const from = address.heard(before);
    if (from === "elsewhere" || this.data.scene !== before.scene) return this.open();
    if (from === "restart") address.tellAgain();
    experiment.announce("page");
    const renamed = JSON.stringify(before.names) !== JSON.stringify(this.data.names);
    if (renamed || before.language !== this.data.language) requests.ask();
  }

  open() {
    this.experiment.open();
    this.history.follow(this.address.awaited);
  }

  restore(text) {
    this.experiment.restore(text);
  }

  askThroughStreamlit() {
    this.frame.notice(this.words.no_channel);
    this.component.setStateValue("ask", this.channel.questions);
  }

  /** @param {URLSearchParams} current */
  parameters(current) {
    return this.experiment.parameters(current);
  }

  destroy() {
    this.frame.close();
    this.history.forget();
    this.channel.close();
    this.node.remove();
    if (window.__stage === this) window.__stage = null;
    if (window.__stages[this.data.key] === this) delete window.__stages[this.data.key];
  }

  get node() {
    return this.frame.node;
  }

  // What others read of it.
  get data() {
    return this.experiment.data;
  }

  get words() {
    return this.experiment.words;
  }

  get query() {
    return this.experiment.query;
  }

  get view() {
    return this.experiment.view;
  }

  get player() {
    return this.experiment.player;
  }

  get runs() {
    return this.experiment.runs;
  }

  get surface() {
    return this.experiment.surface;
  }

  get comparison() {
    return this.experiment.comparison;
  }

  get colours() {
    return this.experiment.colours;
  }

  // Number of the answer that is painted.
  get painted() {
    return this.frame.painter.painted;
  }

  get Plotly() {
    return this.experiment.Plotly;
  }
}
