// The start of all runs, moved on the map by the pointer or by the arrows.

import { placeOf } from "./axes.js";

/** @import { Pair } from "../core/types.js" */
/** @import { MapView } from "./map.js" */

/** @param {MapView} map */
export function listen(map) {
  const { heads } = map;
  /** @type {(event: PointerEvent) => Pair | null} */
  const point = (event) => {
    const [x, y] = placeOf(event, heads);
    return map.surface && map.inside(x, y) ? [map.x.invert(x), map.y.invert(y)] : null;
  };
  heads.onpointerdown = (event) => {
    const where = point(event);
    if (!where || event.button !== 0) return;
    heads.setPointerCapture(event.pointerId);
    map.dragging = true;
    map.onStart(where, false);
  };
  // The keyboard's focus is for those who came by keyboard: others go on with the stage's keys.
  heads.onmousedown = (event) => {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (heads.closest(".stage"))?.focus({ preventScroll: true });
  };
  heads.onkeydown = (event) => press(map, event);
  heads.onpointermove = (event) => {
    const where = map.dragging && point(event);
    if (where) map.onStart(where, false);
  };
  heads.onpointerup = heads.onpointercancel = () => {
    if (map.dragging) map.onStart(null, true);
    map.dragging = false;
  };
}

// Arrows move the start by a hundredth of the map.
/** @param {MapView} map  @param {KeyboardEvent} event */
function press(map, event) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
  if (!way || !map.movable || !map.surface || !map.start || event.ctrlKey || event.metaKey || event.altKey)
    return;
  event.preventDefault();
  event.stopPropagation();
  const [left, right, low, high] = map.surface.window;
  const far = event.shiftKey ? 0.1 : 0.01;
  const [x, y] = [map.start[0] + way[0] * far * (right - left), map.start[1] + way[1] * far * (high - low)];
  map.onStart([Math.min(Math.max(x, left), right), Math.min(Math.max(y, low), high)], false);
  map.onSettle();
}
