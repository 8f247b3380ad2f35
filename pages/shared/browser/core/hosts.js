// What lives in the page, one for each component of Streamlit's.
//
// Streamlit may run the mount function again at any time, and calls the clean-up of a superseded
// run at once; so parts live in a registry and are destroyed only when they have left the page.

import { visited } from "./address.js";
import { decode, fromBase64 } from "./packet.js";

const GRACE = 1500; // milliseconds
const living = new WeakMap();
const parts = new Set();

// create(component) makes a part: { adopt(component), destroy(), channel }.
export function host(component, create) {
  const { parentElement, data } = component;
  let part = living.get(parentElement);
  if (part) part.adopt(component);
  else {
    living.set(parentElement, (part = create(component)));
    parts.add(part);
    if (!data.guide) visited(); // home is no place to go back to
  }
  for (const packet of data.packets || []) part.channel.receive(decode(fromBase64(packet)));
  return () => setTimeout(() => parentElement.isConnected || remove(parentElement), GRACE);
}

function remove(parentElement) {
  const part = living.get(parentElement);
  if (!part) return;
  living.delete(parentElement);
  parts.delete(part);
  part.destroy();
}

// The type of the page has another size: what draws letters itself draws them again.
export function repaint() {
  for (const part of parts) part.adopt(part.component);
}

export function channelUrl(data) {
  const url = new URL(data.channel, document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
