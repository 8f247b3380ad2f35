// Controls that are no sliders: one of a few words, a text, or a value that stays.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { showIn, untilEntered } from "./boxes.js";

const FEW = 4;

/** @import { Control } from "../core/types.js" */

/** @typedef {{ onChange(keys: string[], value: string): void, onCommit(): void }} Hearer */

export class ChoiceRow {
  /** @type {HTMLSelectElement | null} */ select = null;
  /** @type {HTMLButtonElement[]} where it is no list */ buttons = [];

  /** @param {Control} spec  @param {Hearer} owner */
  constructor(spec, owner) {
    this.spec = spec;
    const choose = (/** @type {string} */ value) => {
      this.show(value);
      owner.onChange(spec.keys, value);
      owner.onCommit();
    };
    const { options = [] } = spec;
    const input =
      spec.list || options.length > FEW ? this.list(options, choose) : this.group(options, choose);
    this.node = element(
      "div",
      { class: "row choice" },
      element("span", { class: "name", text: spec.title }),
      input,
    );
  }

  list(options, choose) {
    const select = element("select", {
      "aria-label": this.spec.title,
      "data-knob": this.spec.id,
      onchange: () => choose(select.value),
    });
    select.append(...options.map(([value, text]) => element("option", { value, text })));
    this.select = select;
    return select;
  }

  group(options, choose) {
    this.buttons = options.map(([value, text]) =>
      element("button", { type: "button", "data-value": value, text, onclick: () => choose(value) }),
    );
    return element(
      "div",
      { class: "choices", role: "group", "aria-label": this.spec.title, "data-knob": this.spec.id },
      ...this.buttons,
    );
  }

  show(value) {
    if (this.select) this.select.value = value;
    for (const button of this.buttons)
      button.setAttribute("aria-pressed", String(button.dataset.value === value));
  }
}

export class TextRow {
  /** @param {Control} spec  @param {Hearer} owner */
  constructor(spec, owner) {
    this.spec = spec;
    this.box = element("input", {
      type: "text",
      "aria-label": spec.title,
      "data-knob": spec.id,
      spellcheck: "false",
      autocomplete: "off",
      onkeydown: (event) => event.stopPropagation(),
      ...untilEntered(() => {
        owner.onChange(spec.keys, this.box.value);
        owner.onCommit();
      }),
    });
    this.node = element(
      "label",
      { class: "row text" },
      element("span", { class: "name", text: `${spec.title} ${spec.symbol}` }),
      this.box,
    );
  }

  show(value) {
    showIn(this.box, value);
  }
}

// What a slider was set to, where nothing can be moved.
export class ValueRow {
  /** @param {Control} spec */
  constructor(spec) {
    this.spec = spec;
    this.value = element("output", { "data-knob": spec.id });
    const label = element("span", { class: "name" }, element("b", { text: spec.symbol }), ` ${spec.title}`);
    this.node = element("div", { class: "row value" }, label, this.value);
  }

  show(text = "") {
    const option = (this.spec.options || []).find(([value]) => value === text);
    this.value.textContent = option ? option[1] : text.split(",").map(written).join(", ");
  }
}

const written = (text) => (text === "" || Number.isNaN(Number(text)) ? text : write(Number(text), 6));
