// A newcomer's first minute: a few things to do on a live stage, each noticed by what the stage then
// shows. It can be left at any moment and asked for again; the browser remembers how far one was.

import { element } from "../core/dom.js";
import { Query } from "../core/query.js";
import { fill } from "../core/words.js";
import { write } from "../core/numbers.js";
import { sentence } from "./sentence.js";

const KEPT = "descent-lab-first-minute";
const OVER = "over";

// What there is to do, in order; `done` is asked whenever something on the stage changed.
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
export class FirstMinute {
  constructor(component, begin) {
    Object.assign(this, { component, begin, parent: component.parentElement });
    this.step = remembered();
    this.card = element("section", { class: "stage first-card", tabindex: "-1" });
    this.parent.append(this.card);
    if (this.step === OVER) this.rest();
    else this.open();
    window.__first = this;
  }

  get words() {
    return this.component.data.guide;
  }

  get channel() {
    return this.stage.channel;
  }

  open() {
    const { data } = this.component;
    this.stage = this.begin(this.component);
    this.stage.experiment.on("moment runs", () => this.hear());
    this.stage.experiment.on("settled", () => queueMicrotask(() => this.hear())); // once it is let go of
    this.first = { start: new Query(data.first).get("start") };
    this.show();
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
    if (this.text.lastChild.textContent !== told)
      this.text.replaceChildren(element("b", { text: words[`${name}_title`] }), told);
  }

  go(step) {
    if (step >= STEPS.length) return this.close();
    this.step = step;
    remember(step);
    return this.show();
  }

  close() {
    this.step = OVER;
    remember(OVER);
    this.stage.destroy();
    this.stage = null;
    this.rest();
    this.card.querySelector("button").focus();
  }

  again() {
    this.step = 0;
    remember(0);
    this.open();
    this.stage.restore(this.component.data.first);
    this.card.focus();
  }

  rest() {
    this.card.classList.add("over");
    this.card.replaceChildren(this.button("again", () => this.again()));
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
    if (act) choices.push(this.button("add", () => act(this.stage.experiment, this.component.data), "main"));
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
    const { words, first } = this;
    const { experiment } = this.stage;
    const { name } = STEPS[this.step];
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
    if (kept === OVER) return OVER;
    return Number(kept) in STEPS ? Number(kept) : 0;
  } catch {
    return 0; // some browsers keep nothing
  }
}

function remember(step) {
  try {
    localStorage.setItem(KEPT, String(step));
  } catch {
    // then it is shown again next time
  }
}
