// The row below the map: play, step, scrub; the step that is shown, and the speed.

import { button, element } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { SPEEDS } from "./player.js";
import { act, isChancy, seek } from "./playing.js";

/** @import { Player } from "./player.js" */
/** @import { Stage } from "./stage.js" */

export class Transport {
  /** @param {Stage} stage */
  constructor(stage) {
    const { words, player } = stage;
    this.stage = stage;
    const pressed = (/** @type {string} */ name, count = 0) => {
      return () => act(stage, name, count);
    };
    this.seed = button(icon("seed"), pressed("seed"), words.seed_title, "seed");
    this.play = button(icon("play"), pressed("play"), words.play, "main");
    this.scrubber = element("input", {
      type: "range",
      class: "scrub",
      min: 0,
      step: 1,
      "aria-label": words.scrub,
      oninput: () => seek(stage, Number(this.scrubber.value)),
      onkeydown: (event) => this.press(event),
    });
    this.clock = element("output", { class: "clock", "aria-live": "off" });
    this.speed = element("select", {
      "aria-label": words.speed,
      onchange: () => (player.speed = Number(this.speed.value)),
    });
    this.speed.append(
      ...SPEEDS.map((speed) => element("option", { value: speed, text: `${speed} ${words.per_second}` })),
    );
    this.node = element(
      "div",
      { class: "transport" },
      button(icon("rewind"), pressed("rewind"), words.rewind),
      button(icon("back"), pressed("step", -1), words.back),
      this.play,
      button(icon("forward"), pressed("step", 1), words.forward),
      this.seed,
      this.scrubber,
      this.clock,
      this.speed,
    );
  }

  // The scrubber's arrows are the player's: a step, ten with Shift.
  press(event) {
    const count = event.shiftKey ? 10 : 1;
    /** @type {Record<string, [name: string, count: number]>} */
    const moves = {
      ArrowRight: ["step", count],
      ArrowLeft: ["step", -count],
      Home: ["seek", 0],
      End: ["seek", Infinity],
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    act(this.stage, ...moves[event.key]);
  }

  // Other runs.
  set() {
    const { player } = this.stage;
    this.seed.hidden = !isChancy(this.stage);
    this.scrubber.max = String(player.length);
    this.speed.value = String(player.speed);
  }

  // Whether another step is shown than before.
  /** @param {Player} player */
  show(player) {
    const step = Math.floor(player.t);
    const text = `${step} / ${player.length}`;
    const moved = this.clock.textContent !== text;
    if (moved) {
      this.clock.textContent = text;
      this.scrubber.value = String(step);
      this.scrubber.setAttribute("aria-valuetext", text);
    }
    this.showPlay(player.playing ? "pause" : "play");
    return moved;
  }

  showPlay(action) {
    if (this.play.dataset.action === action) return;
    this.play.dataset.action = action;
    this.play.replaceChildren(icon(action));
    this.play.setAttribute("aria-label", this.stage.words[action]);
  }
}
