// Begins in a file that somebody took away: the same stage or figure, with nobody to ask.

import { start as figure } from "../figure/figure.js";
import { unpacked } from "../save/parcel.js";
import { Recorded } from "../save/recorded.js";
import { start as stage } from "../stage/stage.js";

const PARTS = { stage, figure };
const textOf = (/** @type {string} */ id) => document.getElementById(id)?.textContent || "";

export async function begin() {
  const { part, data, style, whole, lengths } = JSON.parse(textOf("experiment"));
  Object.entries(style).forEach(([name, value]) => document.documentElement.style.setProperty(name, value));
  const [script, body] = await Promise.all(["plotly", "packets"].map((id) => unpacked(textOf(id))));
  data.plotly = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const component = { data, parentElement: document.getElementById("stage"), setStateValue: () => {} };
  PARTS[part](component, () => new Recorded(cut(body, lengths), whole));
}

// [[key, buffer], …] of packets that stand one behind the other.
function cut(body, lengths) {
  let at = 0;
  return lengths.map(([key, length]) => [key, body.slice(at, (at += length))]);
}
