// What the keys and the buttons below the map do.

import { actionOf } from "../core/keys.js";
import { moment } from "./sentence.js";

/** @import { Stage } from "./stage.js" */

const PLAYING = ["play", "step", "seek", "rewind"];

/** @type {Record<string, (stage: Stage, count: number) => void>} */
const ACTIONS = {
  play: ({ player }) => player.toggle(),
  step: ({ player }, count) => player.step(count),
  seek: ({ player }, step) => player.seek(step),
  rewind: ({ player }) => player.rewind(),
  full: ({ frame }) => frame.fullScreen(),
  seed: (stage) => drawAgain(stage),
  help: ({ frame }) => frame.help.toggle(),
  closeHelp: ({ frame }) => frame.help.toggle(false),
};

/** @param {Stage} stage  @param {KeyboardEvent} event */
export function press(stage, event) {
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  act(stage, ...action);
}

/** @param {Stage} stage  @param {string} name  @param {number} [count]  of steps, or the step to go to */
export function act(stage, name, count = 0) {
  const { player, frame, address } = stage;
  ACTIONS[name](stage, count);
  if (PLAYING.includes(name)) frame.speaker.say(() => moment(stage.experiment));
  if (!player.playing) address.rememberSoon();
}

// Whether a seed changes anything.
/** @param {Pick<Stage, "data" | "query">} stage */
export function isChancy({ data, query }) {
  const draws = ({ suffix }) => (query.get(`sampling${suffix}`) || "full") !== "full";
  return !data.fixed && (query.number("noise") > 0 || query.runs.some(draws));
}

// Another draw of the noise; a reset never does this.
/** @param {Stage} stage */
function drawAgain(stage) {
  if (stage.data.fixed) return;
  stage.experiment.turn(["seed"], (stage.query.number("seed") + 1) % 2 ** 31);
  stage.experiment.settle();
}

// To a place on the scrubber or the axis of steps.
/** @param {Stage} stage  @param {number} step */
export function seek({ player, address }, step) {
  if (player.playing) player.pause();
  player.seek(step);
  address.rememberSoon();
}

// From state to state of the film; at its ends so many steps on.
/** @param {Stage} stage  @param {number} past */
export function turnFilm({ player, frame, address }, past) {
  if (past) player.step(past);
  else player.seek(Math.floor(player.t));
  player.pause();
  frame.speaker.say(() => frame.film.sentence.textContent);
  address.rememberSoon();
}
