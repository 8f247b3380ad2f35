// Says of a control that it has no effect at present, because of what another one is set to.

import { element } from "../core/dom.js";
import { write } from "../core/numbers.js";
import { fill } from "../core/words.js";

/** @import { Query } from "../core/query.js" */
/** @import { Words } from "../core/types.js" */
/** @import { Row } from "./controls.js" */

// The first of [[key, value], …] where all of these have these values; else null.
function stillBy(idle = [], query) {
  return idle.length && idle.every(([key, value]) => Number(query.get(key)) === value) ? idle[0] : null;
}

/** @param {Row} row  @param {Row[]} rows  @param {Query} query  @param {Words} words */
export function tellIdle(row, rows, query, words) {
  const [key, value] = stillBy(row.spec.idle, query) || ["", 0];
  const other = rows.find(({ spec }) => spec.keys.includes(key)); // on a map it may be an axis
  row.node.classList.toggle("idle", Boolean(other));
  if (!other) return row.idle?.remove();
  row.idle ||= element("small", { class: "idle" });
  row.idle.textContent = fill(words.idle, { symbol: other.spec.symbol, value: write(value) });
  const track = row.node.querySelector(".track"); // it stands in its place
  if (track) track.after(row.idle);
  else row.node.append(row.idle);
}
