// Controls that are no sliders: one of a few words, a text, or a value that stays.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { showIn, untilEntered } from "./boxes.js";

const FEW = 4;

export class ChoiceRow {
  constructor(spec, owner) {
    this.spec = spec;
    const choose = (value) => {
      this.show(value);
      owner.onChange(spec.keys, value);
      owner.onCommit();
    };
    this.input = spec.list || spec.options.length > FEW ? this.list(choose) : this.buttons(choose);
    this.node = element(
      "div",
      { class: "row choice" },
      element("span", { class: "name", text: spec.title }),
      this.input,
    );
  }

  list(choose) {
    const select = element("select", {
      "aria-label": this.spec.title,
      "data-knob": this.spec.id,
      onchange: () => choose(select.value),
    });
    select.append(...this.spec.options.map(([value, text]) => element("option", { value, text })));
    return select;
  }

  buttons(choose) {
    const group = element("div", {
      class: "choices",
      role: "group",
      "aria-label": this.spec.title,
      "data-knob": this.spec.id,
    });
    group.append(
      ...this.spec.options.map(([value, text]) =>
        element("button", { type: "button", "data-value": value, text, onclick: () => choose(value) }),
      ),
    );
    return group;
  }

  show(value) {
    if (this.input.tagName === "SELECT") this.input.value = value;
    else
      for (const button of this.input.children)
        button.setAttribute("aria-pressed", String(button.dataset.value === value));
  }
}

export class TextRow {
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
