// Sliders with number boxes and clickable marks; every one is bound to keys of the scenario.

import { element } from "../core/dom.js";
import { rounded, write } from "../core/numbers.js";
import { scaleOf } from "../draw/scales.js";
import { boxed, entered, numberBox, showIn } from "./boxes.js";
import { tellIdle } from "./idle.js";
import { ChoiceRow, TextRow, ValueRow } from "./rows.js";

const TRAVEL = 1000;
const ANYWHERE = { least: -1000, most: 1000, stays: true }; // a start, on the map or off it

/** @import { Query } from "../core/query.js" */
/** @import { Control, Mark, Pair, Words } from "../core/types.js" */

/**
 * @typedef {object} Handlers
 * @property {Words} words
 * @property {(keys: string[], value: string | number) => void} onChange  while something is turned
 * @property {() => void} onCommit  it is let go of
 * @property {() => void} onSettle  a key turned it, and may again
 * @property {() => void} onLeave  the focus is elsewhere
 * @property {(text: string) => void} onNotice  what was typed can't be used as it is
 *
 * @typedef {object} Row
 * @property {Control} spec
 * @property {HTMLElement} node
 * @property {(text: string | undefined) => void} show
 * @property {(marks: Mark[]) => void} [setMarks]
 * @property {HTMLElement} [idle]  what says that it has no effect
 */

export class Controls {
  /** @type {Row[]} */ rows = [];
  /** @type {StartRow | null} */ startRow = null;
  /** of all rows, as text */ shape = "";

  /** @param {Element} parent  @param {Handlers} handlers */
  constructor(parent, { words, onChange, onCommit, onSettle, onLeave, onNotice }) {
    this.words = words;
    this.onChange = onChange;
    this.onCommit = onCommit;
    this.onSettle = onSettle;
    this.onLeave = onLeave;
    this.onNotice = onNotice;
    this.node = element("div", { class: "controls" });
    parent.append(this.node);
  }

  /** @param {Control[]} specs  @param {Query} query  @param {Mark[]} [marks]  @param {boolean} [movable]  the start */
  set(specs, query, marks = [], movable = true) {
    const shape = JSON.stringify(specs);
    if (shape !== this.shape) {
      this.shape = shape;
      this.rows = specs.map((spec) => new (ROWS[spec.scale] || SliderRow)(spec, this));
      this.startRow = !movable || query.get("start") === undefined ? null : new StartRow(this);
      this.node.replaceChildren(...this.rows.map((row) => row.node));
      if (this.startRow) this.node.append(this.startRow.node);
    }
    this.show(query);
    this.setMarks(marks);
  }

  /** @param {Query} query */
  show(query) {
    this.rows.forEach((row) => row.show(query.get(row.spec.keys[0])));
    this.rows.forEach((row) => tellIdle(row, this.rows, query, this.words));
    if (this.startRow) this.startRow.show(query.start);
  }

  /** @param {Mark[]} marks */
  setMarks(marks) {
    for (const row of this.rows) {
      const isOf = ({ knob, keys }) =>
        knob === row.spec.id && keys.some((key) => row.spec.keys.includes(key));
      row.setMarks?.(marks.filter(isOf));
    }
  }
}

class SliderRow {
  /** @param {Control} spec  @param {Controls} owner */
  constructor(spec, owner) {
    this.spec = spec;
    this.owner = owner;
    this.scale = scaleOf(spec.scale)(spec.low, spec.high, 0, TRAVEL);
    this.name = `${spec.title} ${spec.symbol}`.trim();
    this.range = element("input", {
      type: "range",
      min: 0,
      max: TRAVEL,
      step: "any",
      "aria-label": this.name,
      "data-knob": spec.id,
      oninput: () => this.change(rounded(this.scale.invert(Number(this.range.value)), spec)),
      onchange: () => owner.onCommit(),
      onkeydown: (event) => this.press(event),
      onblur: () => owner.onLeave(),
    });
    this.box = numberBox(this.name, () => this.enter(), spec.whole);
    this.marks = element("div", { class: "marks" });
    const label = element("span", { class: "name" }, element("b", { text: spec.symbol }), ` ${spec.title}`);
    this.node = element(
      "div",
      { class: "row" },
      label,
      element("div", { class: "track" }, this.range, this.marks),
      this.box,
    );
  }

  show(text) {
    const value = Number(text);
    this.value = value;
    showIn(this.box, boxed(value));
    this.range.value = String(this.scale(Math.min(Math.max(value, this.spec.low), this.spec.high)));
    this.range.setAttribute("aria-valuetext", write(value));
    this.range.style.setProperty("--part", `${Number(this.range.value) / (TRAVEL / 100)}%`);
  }

  change(value) {
    this.value = value;
    this.owner.onChange(this.spec.keys, value);
  }

  enter() {
    const { owner, spec, name } = this;
    const { used, said } = entered(this.box, { ...spec, name }, this.value, owner.words);
    if (used !== null) this.change(used);
    this.box.value = boxed(this.value);
    if (said) owner.onNotice(said);
    if (used !== null) owner.onCommit();
  }

  // One press is one visible step: a hundredth of the track, a tenth with PageUp and PageDown; and
  // never less than the slider's own step.
  press(event) {
    const moves = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const ends = { Home: 0, End: TRAVEL };
    if (!(event.key in moves) && !(event.key in ends)) return;
    event.preventDefault();
    event.stopPropagation();
    const place =
      event.key in ends
        ? ends[event.key]
        : this.scale(Math.min(Math.max(this.value, this.spec.low), this.spec.high)) +
          (moves[event.key] * TRAVEL) / 100;
    const value = this.within(this.scale.invert(Math.min(Math.max(place, 0), TRAVEL)));
    const stuck = value === this.value && event.key in moves;
    this.change(stuck ? this.within(this.value + Math.sign(moves[event.key]) * this.spec.step) : value);
    this.owner.onSettle();
  }

  within(value) {
    return rounded(Math.min(Math.max(value, this.spec.low), this.spec.high), this.spec);
  }

  setMarks(marks) {
    const within = marks.filter((mark) => mark.value >= this.spec.low && mark.value <= this.spec.high);
    this.marks.style.setProperty("--rows", String(within.length));
    this.marks.replaceChildren(...within.map((mark, row) => this.mark(mark, row)));
  }

  mark(mark, row) {
    const place = this.scale(mark.value) / (TRAVEL / 100);
    return element("button", {
      type: "button",
      class: place > 60 ? "mark late" : "mark",
      style: `left:${place}%;--row:${row}`,
      text: mark.label,
      title: mark.title,
      onclick: () => {
        for (const [keys, value] of mark.set) this.owner.onChange(keys, value);
        this.owner.onCommit();
      },
    });
  }
}

class SwitchRow {
  /** @param {Control} spec  @param {Controls} owner */
  constructor(spec, owner) {
    this.spec = spec;
    this.box = element("input", {
      type: "checkbox",
      onchange: () => {
        owner.onChange(spec.keys, this.box.checked ? 1 : 0);
        owner.onCommit();
      },
    });
    this.node = element(
      "label",
      { class: "row switch" },
      this.box,
      element("b", { text: spec.symbol }),
      ` ${spec.title}`,
    );
  }

  show(value) {
    this.box.checked = Number(value) !== 0;
  }
}

/** @type {Record<string, new (spec: Control, owner: Controls) => Row>} */
const ROWS = { switch: SwitchRow, choice: ChoiceRow, text: TextRow, value: ValueRow };

class StartRow {
  /** @type {number[]} */ start = [];

  /** @param {Controls} owner */
  constructor(owner) {
    this.owner = owner;
    this.boxes = ["x", "y"].map((axis) => numberBox(`${owner.words.start} ${axis}`, () => this.enter()));
    const label = element("span", { class: "name" }, element("b", { text: "⊕" }), ` ${owner.words.start}`);
    this.node = element("div", { class: "row start", title: owner.words.start_hint }, label, ...this.boxes);
  }

  /** @param {Pair} start */
  show(start) {
    this.start = start;
    this.boxes.forEach((box, k) => showIn(box, String(start[k])));
  }

  enter() {
    const { owner, boxes } = this;
    const found = boxes.map((box, k) =>
      entered(box, { ...ANYWHERE, name: box.ariaLabel || "" }, this.start[k], owner.words),
    );
    const used = found.flatMap((each) => each.used ?? []);
    if (used.length === found.length) {
      this.start = used;
      owner.onChange(["start"], this.start.join(","));
      owner.onCommit();
    }
    boxes.forEach((box, k) => (box.value = String(this.start[k])));
    for (const { said } of found) if (said) owner.onNotice(said);
  }
}
