// A figure: plots that follow their settings. Its pictures come over its own direct line.

import { Address } from "../core/address.js";
import { Channel } from "../core/channel.js";
import { describe, element, theme } from "../core/dom.js";
import { channelUrl, host } from "../core/hosts.js";
import { rounded } from "../core/numbers.js";
import { Query } from "../core/query.js";
import { paragraph } from "../core/words.js";
import { loadPlotly } from "../draw/plotly.js";
import { saver } from "../save/save.js";
import { Controls } from "../widgets/controls.js";
import { History } from "../widgets/history.js";
import { Speaker } from "../widgets/speaker.js";
import { resultsBox, table } from "../widgets/table.js";
import { Numbers } from "../widgets/tablebutton.js";
import { Waiting } from "../widgets/waiting.js";
import { Plots } from "./plots.js";
import { plotTables } from "./plottables.js";
import { filesOf } from "./plotted.js";
import { Resets } from "./resets.js";

const direct = (figure) => new Channel(channelUrl(figure.data), () => figure.askThroughStreamlit());

export const mount = (component) => host(component, start);

// `line(figure)` is what it asks.
export function start(component, line = direct) {
  const figure = new Figure(component, line);
  window.__figures = { ...window.__figures, [component.data.key]: figure };
  return figure;
}

const parts = ({ controls, files }) => JSON.stringify([controls, files]);

export class Figure {
  /** @type {any} the last picture, as it came */ answer;
  /** @type {any} */ Plotly;
  /** @type {HTMLDivElement} that holds the plots */ views;
  /** @type {HTMLParagraphElement} the sentence */ live;
  /** @type {HTMLParagraphElement} */ note;
  /** @type {HTMLElement} */ node;
  /** @type {HTMLElement} */ side;
  /** @type {HTMLElement} */ table;
  /** @type {Plots} */ drawn;
  /** @type {Speaker} */ speaker;
  /** @type {Numbers} */ numbers;
  /** @type {Waiting} */ waiting;
  /** @type {Controls} */ controls;
  /** whether pictures are still to come */ busy = false;
  /** whether none has come of the present settings */ unread = false;
  /** whether the settings go into the address as soon as one has */ wanted = false;
  /** @type {string} the last settings that could be read */ readable;

  constructor(component, line) {
    this.component = component;
    this.parent = component.parentElement;
    this.data = component.data;
    this.query = new Query(this.data.query);
    this.address = new Address(this);
    this.painted = 0;
    this.history = new History(this);
    this.resets = new Resets(this);
    this.build();
    this.history.follow();
    this.channel = line(this);
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.views);
    this.colours = theme(this.parent);
    if (!this.data.on_demand) this.ask();
    loadPlotly(new URL(this.data.plotly, document.baseURI).href).then((Plotly) => {
      this.Plotly = Plotly;
      this.draw();
    });
  }

  get words() {
    return this.data.words;
  }

  get plots() {
    return this.drawn.views;
  }

  get settings() {
    return Object.fromEntries(this.query.values);
  }

  build() {
    const { words, data } = this;
    this.views = element("div", { class: "plots" });
    this.live = element("p", { class: "live" });
    this.speaker = new Speaker();
    this.numbers = new Numbers(words, () => plotTables(this.plots, words));
    this.drawn = new Plots(
      this.views,
      {
        words,
        fitting: (setting, value) => this.fitting(setting, value),
        onSettle: () => this.address.commitSoon(),
        valueOf: (setting) => this.query.get(setting),
        onPick: (picked, done) => this.pick(picked, done),
        onDrag: (setting, text, done) => this.drag(setting, text, done),
      },
      (view) => describe(view, this.live),
    );
    this.note = element("p", { class: "note", role: "status", hidden: true });
    this.waiting = new Waiting(words, {
      startable: data.on_demand || data.again,
      onStart: () => this.ask(),
      onStop: () => this.halt(),
      onTell: (name) => this.channel.press({ [name]: true }),
    });
    this.table = resultsBox(words);
    const bar = element(
      "div",
      { class: "bar" },
      ...this.waiting.nodes,
      this.numbers.button,
      ...this.history.tools(words),
      ...this.resets.tools(words),
      saver(words, filesOf(this)),
    );
    this.side = element("div", { class: "side" }, bar);
    this.node = element("section", {
      class: `stage figure${data.below ? " below" : ""}${data.compact ? " compact" : ""}`,
      "data-figure": data.figure,
      tabindex: "-1",
      onkeydown: (event) => this.resets.press(event),
    });
    const main = element(
      "div",
      { class: "left" },
      this.views,
      this.live,
      this.speaker.node,
      this.note,
      this.table,
      this.numbers.node,
    );
    this.node.append(element("div", { class: "body" }, main, this.side));
    this.parent.replaceChildren(this.node);
    this.controls = new Controls(this.side, {
      words,
      onChange: (keys, value) => this.change(keys, value),
      onCommit: () => this.commit(),
      onSettle: () => this.address.commitSoon(),
      onLeave: () => this.address.commitNow(),
      onNotice: (text) => this.notice(text),
    });
    this.side.prepend(this.controls.node);
    this.controls.set(data.controls, this.query);
  }

  // Streamlit ran the page again: other words, another theme, or other settings.
  adopt(component) {
    const before = this.data;
    this.component = component;
    this.data = component.data;
    const relabelled = before.words !== this.words || parts(before) !== parts(this.data);
    const colours = theme(this.parent);
    const repainted = JSON.stringify(colours) !== JSON.stringify(this.colours);
    this.colours = colours;
    const from = this.address.heard(before);
    const elsewhere = from === "elsewhere";
    if (elsewhere) this.query = new Query(this.data.query);
    if (elsewhere) this.history.follow(this.address.awaited);
    if (from === "restart") this.address.tellAgain();
    if (relabelled) this.rebuild();
    this.controls.show(this.query);
    if (repainted || relabelled) this.draw(); // what was there stays until there is something else
    if (elsewhere || before.language !== this.data.language) this.ask();
  }

  rebuild() {
    const { note } = this;
    this.resized.disconnect();
    this.build();
    if (!note.hidden) this.notice(note.textContent);
    if (this.busy) this.waiting.show(this.answer?.progress ?? null);
    this.resized.observe(this.views);
  }

  parameters(current) {
    for (const [key, value] of this.query.values) current.set(key, value);
    return current;
  }

  change(keys, value) {
    if (this.data.away) return;
    this.note.hidden = true;
    keys.forEach((key) => this.query.set(key, value));
    this.controls.show(this.query);
    if (!this.data.on_demand || this.busy) this.ask();
  }

  // The settings are these from now on.
  restore(text) {
    this.query = new Query(text);
    this.change([], null);
    this.commit();
  }

  ask() {
    const request = { figure: this.data.figure, query: this.query.toString(), language: this.data.language };
    this.note.hidden = true;
    this.busy = true;
    this.unread = true;
    this.waiting.expect();
    this.channel.ask("figure", request, (answer) => this.take(answer));
  }

  askThroughStreamlit() {
    this.notice(this.words.no_channel);
    this.component.setStateValue("ask", this.channel.questions);
  }

  take(answer) {
    if (answer.problems) this.refuse(answer.problems);
    if (answer.plots) {
      this.answer = answer;
      this.accept();
      this.draw();
    }
    this.busy = answer.more;
    if (!answer.more) this.waiting.rest();
    else if (answer.plots && answer.progress !== null) this.waiting.show(answer.progress);
  }

  // What was let go of goes into the address once it is known that it can be read.
  commit() {
    this.wanted = this.busy && this.unread;
    if (!this.wanted) this.address.commit();
  }

  accept() {
    this.unread = false;
    this.readable = this.query.toString();
    if (this.wanted) this.commit();
  }

  // What was there stays, in the picture, in the settings and in the address.
  refuse(problems) {
    this.notice(paragraph(problems));
    this.wanted = false;
    if (this.readable) this.query = new Query(this.readable);
  }

  halt() {
    this.channel.stop();
    this.busy = false;
    this.waiting.rest();
  }

  draw() {
    const { answer, Plotly } = this;
    if (!answer || !Plotly) return;
    this.drawn.set(Plotly, answer, this.colours);
    this.live.textContent = answer.sentence;
    this.speaker.say(() => answer.sentence);
    this.numbers.changed();
    this.table.replaceChildren(...table(answer.table));
    this.waiting.offer(this.busy ? answer.buttons : []);
    this.painted = answer.id;
  }

  pick(picked, done) {
    for (const [setting, value] of Object.entries(picked))
      this.query.set(setting, this.fitting(setting, value));
    this.change([], null);
    if (done) this.commit();
  }

  // As the setting's own slider would have it.
  fitting(setting, value) {
    const control = this.data.controls.find(({ id }) => id === setting);
    if (!control || control.low === undefined) return Number(value.toPrecision(4));
    return rounded(Math.min(Math.max(value, control.low), control.high), control);
  }

  drag(setting, text, done) {
    this.change([setting], text);
    if (done) this.commit();
  }

  notice(text) {
    this.note.textContent = text;
    this.note.hidden = false;
    this.note.scrollIntoView({ block: "nearest" });
  }

  resize() {
    this.drawn.resize();
  }

  destroy() {
    this.waiting.rest();
    this.resized.disconnect();
    this.speaker.close();
    this.history.forget();
    this.channel.close();
    this.node.remove();
    if (window.__figures[this.data.key] === this) delete window.__figures[this.data.key];
  }
}
