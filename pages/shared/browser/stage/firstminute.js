// A newcomer's first minute: a few things to do on a live stage, each noticed by what the stage then
// shows. It can be left at any moment and asked for again; the browser remembers how far one was.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { Query } from "../core/query.js";
import { fill } from "../core/words.js";
import { sentence } from "./sentence.js";

const KEPT = "descent-lab-first-minute";
const OVER = "over";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {(stage: Stage, first: { start?: string }) => boolean} [done]  asked whenever something changed
 * @property {string[]} [guesses]
 * @property {(experiment: Experiment, data: any) => void} [act]  what a button does
 */

// What there is to do, in order; behind the last it is over.
/** @type {Step[]} */
const STEPS = [
  {
    name: "start",
    done: ({ query, frame }, { start }) => query.get("start") !== start && !frame.map.dragging,
  },
  { name: "play", done: ({ player }) => player.playing },
  { name: "guess", guesses: ["sooner", "swings", "away"] },
  { name: "diverge", done: ({ runs }) => runs[0]?.status === "diverged" },
  { name: "momentum", done: ({ runs }) => runs.length === 2, act: addMomentum },
  { name: "onward" },
];

// The stage is made by begin(component) once it is wanted.
/** @import { Component } from "../core/types.js" */
/** @import { Experiment } from "./experiment.js" */
/** @import { Stage } from "./stage.js" */

export class FirstMinute {
  /** @type {Stage | null} while there is something to do */ stage = null;
  /** @type {{ start?: string, guess?: string }} what there was at first, and what was guessed */ first = {};
  /** @type {HTMLElement} */ text;

  /** @param {Component} component  @param {(component: Component) => Stage} begin */
  constructor(component, begin) {
    this.component = component;
    this.begin = begin;
    this.parent = component.parentElement;
    this.step = remembered();
    this.card = element("section", { class: "stage first-card", tabindex: "-1" });
    this.parent.append(this.card);
    if (this.step === STEPS.length) this.rest();
    else this.open();
    window.__first = this;
  }

  get words() {
    return this.component.data.guide;
  }

  get channel() {
    return this.stage?.channel;
  }

  open() {
    const { data } = this.component;
    const stage = (this.stage = this.begin(this.component));
    stage.experiment.on("moment runs", () => this.hear());
    stage.experiment.on("settled", () => queueMicrotask(() => this.hear())); // once it is let go of
    this.first = { start: new Query(data.first).get("start") };
    this.show();
    return stage;
  }

  adopt(component) {
    const { words } = this;
    this.component = component;
    this.stage?.adopt(component);
    if (JSON.stringify(words) === JSON.stringify(this.words)) return;
    if (this.stage) this.show();
    else this.rest();
  }

  // The stage is only looked at once it has come to rest on what was done.
  hear() {
    if (!this.stage) return;
    const { done } = STEPS[this.step];
    if (done && done(this.stage, this.first)) this.go(this.step + 1);
    else this.tell();
  }

  // What is to be done, after what came of the last thing.
  tell() {
    const { words } = this;
    const { name } = STEPS[this.step];
    const told = ` ${this.said()} ${words[name]}`;
    if (this.text.lastChild?.textContent !== told)
      this.text.replaceChildren(element("b", { text: words[`${name}_title`] }), told);
  }

  go(step) {
    if (step >= STEPS.length) return this.close();
    this.step = step;
    remember(step);
    return this.show();
  }

  close() {
    this.step = STEPS.length;
    remember(this.step);
    this.stage?.destroy();
    this.stage = null;
    this.rest().focus();
  }

  again() {
    this.step = 0;
    remember(0);
    this.open().restore(this.component.data.first);
    this.card.focus();
  }

  rest() {
    const again = this.button("again", () => this.again());
    this.card.classList.add("over");
    this.card.replaceChildren(again);
    return again;
  }

  button(name, act, kind = "") {
    return element("button", {
      type: "button",
      class: kind,
      "data-first": name,
      text: this.words[name],
      onclick: act,
    });
  }

  show() {
    const { words, step } = this;
    const { name, guesses, act } = STEPS[step];
    const focused = this.card.contains(document.activeElement);
    const count = element("span", {
      class: "count",
      text: fill(words.count, { step: step + 1, steps: STEPS.length }),
    });
    this.text = element("p", { role: "status" }, " ");
    this.tell();
    const choices = (guesses || []).map((guess) => this.button(guess, () => this.guess(guess)));
    const add = () => this.stage && act?.(this.stage.experiment, this.component.data);
    if (act) choices.push(this.button("add", add, "main"));
    if (name === "onward")
      choices.push(
        ...this.links(),
        this.button("finish", () => this.close(), "main"),
      );
    const skip = this.button("skip", () => this.close(), "skip");
    this.card.classList.remove("over");
    this.card.setAttribute("aria-label", words.label);
    this.card.replaceChildren(
      element("div", { class: "said" }, count, this.text),
      element("div", { class: "choices" }, ...choices, name !== "onward" && skip),
    );
    if (focused) this.card.focus();
  }

  guess(guess) {
    this.first.guess = guess;
    this.go(this.step + 1);
  }

  // What came of the last thing, by the numbers of the stage.
  said() {
    const { words, first, stage } = this;
    const { name } = STEPS[this.step];
    if (!stage) return "";
    const { experiment } = stage;
    const [run] = experiment.runs;
    if (name === "diverge" && first.guess) return fill(words.guessed, { guess: words[first.guess] });
    if (name === "momentum" && run?.status === "diverged")
      return fill(words.diverged, { lr: write(experiment.query.number("lr")), step: run.left });
    if (name === "onward" && experiment.runs.length === 2) return sentence(experiment);
    return "";
  }

  links() {
    const { language, onward } = this.component.data;
    return onward.map(([page, title]) =>
      element("a", { href: `${page}?lang=${language}`, target: "_self", text: `${title} →` }),
    );
  }

  destroy() {
    this.stage?.destroy();
    this.card.remove();
  }
}

// Back to a learning rate that stays, and beside it the same with momentum.
/** @param {Experiment} experiment  @param {any} data */
function addMomentum(experiment, data) {
  const next = new Query(data.with_momentum);
  next.set("start", experiment.query.get("start"));
  experiment.become(next);
  experiment.player.seek(0);
  experiment.player.play();
}

function remembered() {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === OVER) return STEPS.length;
    return Number(kept) in STEPS ? Number(kept) : 0;
  } catch {
    return 0; // some browsers keep nothing
  }
}

function remember(step) {
  try {
    localStorage.setItem(KEPT, step === STEPS.length ? OVER : String(step));
  } catch {
    // then it is shown again next time
  }
}
