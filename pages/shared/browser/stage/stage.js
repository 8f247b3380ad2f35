// The stage: one experiment, drawn, played, dragged and explained in the browser.

import { Channel } from "../core/channel.js";
import { sharpen, theme } from "../core/dom.js";
import { Experiment } from "./experiment.js";
import { FirstMinute } from "./firstminute.js";
import { channelUrl, host } from "../core/hosts.js";

const PAPER = 3; // pixels for one of a screen
const direct = (stage) => new Channel(channelUrl(stage.data), () => stage.askThroughStreamlit());

export const mount = (component) =>
  host(component, component.data.guide ? (each) => new FirstMinute(each, start) : start);

// `line(experiment)` is what it asks.
export function start(component, line = direct) {
  const { data, parentElement } = component;
  sharpen(data.still ? PAPER : 1);
  const experiment = new Experiment(parentElement, component);
  experiment.channel = line(experiment);
  experiment.begin(theme(parentElement));
  window.__stage = experiment;
  window.__stages = { ...window.__stages, [data.key]: experiment };
  return experiment;
}
