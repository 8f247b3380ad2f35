// The stage: one experiment, drawn, played, dragged and explained in the browser.
//
// Streamlit may run the mount function again at any time, and calls the clean-up of a superseded
// run at once; so stages live in a registry and are destroyed only when they have left the page.

import { Channel } from "./channel.js";
import { theme } from "./dom.js";
import { fromBase64, decode } from "./packet.js";
import { Experiment } from "./experiment.js";

const GRACE = 1500; // milliseconds
const stages = new WeakMap();

// The styles must be there before anything is measured.
export function ready(href) {
  const known = document.querySelector(`link[href="${href}"]`);
  if (known) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

export function mount(component) {
  const { parentElement, data } = component;
  let stage = stages.get(parentElement);
  if (!stage) {
    stage = start(component);
    stages.set(parentElement, stage);
  } else {
    stage.adopt(component);
  }
  for (const packet of data.packets || []) stage.channel.receive(decode(fromBase64(packet)));
  return () => setTimeout(() => parentElement.isConnected || destroy(parentElement), GRACE);
}

function start(component) {
  const { data, parentElement } = component;
  const url = new URL(data.channel, document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  const experiment = new Experiment(parentElement, component);
  experiment.channel = new Channel(url.href, () => experiment.askThroughStreamlit());
  experiment.begin(theme(parentElement));
  window.__stage = experiment;
  return experiment;
}

function destroy(parentElement) {
  const stage = stages.get(parentElement);
  if (!stage) return;
  stages.delete(parentElement);
  stage.destroy();
}
