// At the border of the map, where a run left it: what happened, and at which step.

import { drawMarker, type } from "./style.js";

/** @import { Context, Pair } from "../core/types.js" */
/** @import { MapView } from "./map.js" */

/** @param {Context} context  @param {MapView} map  @param {number} k */
export function drawBadge(context, map, k) {
  const { colours, space } = map;
  const run = map.runs[k];
  const step = stepOut(map, k);
  const badge = run.badge(step);
  const [x, y] = exit(map, k, step);
  context.font = type(colours, 0.85, 600);
  const width = context.measureText(badge).width + 34;
  const height = colours.size * 1.7;
  const inner = map.inner();
  const left = Math.min(Math.max(x - width / 2, space.left + 4), space.left + inner.width - width - 4);
  const place = Math.min(Math.max(y - height / 2, space.top + 4), space.top + inner.height - height - 4);
  const top = freePlace(map, left, place, width, height);
  context.fillStyle = colours.background;
  context.strokeStyle = run.look.colour;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2);
  context.fill();
  context.stroke();
  drawMarker(context, run.look.marker, left + 16, top + height / 2, 6, run.look.colour, colours.background);
  context.fillStyle = colours.text;
  context.textBaseline = "middle";
  context.fillText(badge, left + 28, top + height / 2 + 1);
}

// Badges stand beside each other, towards the middle, never on each other.
function freePlace({ badges, node }, left, wanted, width, height) {
  const towards = wanted > node.clientHeight / 2 ? -1 : 1;
  let top = wanted;
  while (
    badges.some((b) => Math.abs(b.top - top) < height && left < b.left + b.width && b.left < left + width)
  ) {
    top += towards * (height + 4);
  }
  badges.push({ left, top, width });
  return top;
}

// When a run left the map: as the core says, or only this screen's part of it.
/** @param {MapView} map  @param {number} k */
function stepOut(map, k) {
  const { left, points } = map.runs[k];
  if (Number.isFinite(left)) return left;
  for (let step = 1; step < points; step++) if (!map.inside(...map.trails.at(k, step))) return step;
  return points - 1;
}

// Where the border is crossed, by halving the update that does.
/** @param {MapView} map  @param {number} k  @param {number} out */
function exit(map, k, out) {
  const step = Math.max(Math.min(out, map.runs[k].points - 1), 1);
  const [from, to] = [map.trails.at(k, step - 1), map.trails.at(k, step)];
  /** @returns {Pair} */
  const at = (/** @type {number} */ part) => [
    from[0] + part * (to[0] - from[0]),
    from[1] + part * (to[1] - from[1]),
  ];
  let [a, b] = [0, 1];
  for (let halving = 0; halving < 30; halving++) {
    const middle = (a + b) / 2;
    if (map.inside(...at(middle))) a = middle;
    else b = middle;
  }
  return at(a);
}
