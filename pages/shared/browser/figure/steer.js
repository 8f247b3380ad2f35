// A plot by keyboard: arrows move the place that is picked on it, or one of its points.

import { withPoint } from "./points.js";

/** @import { PlotView } from "./plot.js" */

/** @type {Record<string, [axis: "x" | "y", way: number]>} */
const ARROWS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowDown: ["y", -1], ArrowUp: ["y", 1] };
const STRIDES = [0.01, 0.02, 0.04, 0.08, 0.16]; // of the axis, until there is another value

// What a press on this plot does: [event] -> whether it was ours.
/** @param {PlotView} view  @param {KeyboardEvent} event */
export function steer(view, event) {
  if (!view.spec || event.ctrlKey || event.metaKey || event.altKey) return false;
  return view.spec.drag ? steerPoints(view, event) : steerPick(view, event);
}

export const steerable = ({ pick, drag }) => Boolean(drag) || Object.keys(pick).length > 0;

/** @param {PlotView} view  @param {KeyboardEvent} event */
function steerPick(view, event) {
  const [axis, way] = ARROWS[event.key] || ["", 0];
  const setting = axis && view.spec.pick[axis];
  const scale = axis && view.axes()?.[axis];
  if (!setting || !scale) return false;
  const now = Number(view.valueOf(setting));
  for (const stride of STRIDES) {
    const pixel = scale.d2p(now) + (axis === "x" ? 1 : -1) * way * far(event, stride) * scale._length;
    const value = view.fitting(setting, scale.p2d(within(pixel, scale._length)));
    if (value === now) continue;
    view.onPick({ [setting]: value }, false);
    view.onSettle();
    return true;
  }
  return true;
}

const far = (event, stride) => (event.shiftKey ? 10 * stride : stride);

const within = (pixel, length) => Math.min(Math.max(pixel, 0), length);

// Page keys choose a point, arrows move it between its neighbours, Insert and Delete add and remove.
/** @param {PlotView} view  @param {KeyboardEvent} event */
function steerPoints(view, event) {
  const { points } = view;
  const axes = view.axes();
  view.chosen = Math.min(Math.max(view.chosen, 0), points.length - 1);
  const act = {
    PageUp: () => choose(view, -1),
    PageDown: () => choose(view, 1),
    Insert: () => insert(view),
    Delete: () => remove(view),
  }[event.key];
  if (act) act();
  else if (event.key in ARROWS && points.length && axes) move(view, event, axes.y);
  else return false;
  view.showChosen();
  return true;
}

/** @param {PlotView} view  @param {number} way */
function choose(view, way) {
  view.chosen = (view.chosen + way + view.points.length) % Math.max(view.points.length, 1);
}

/** @param {PlotView} view  @param {KeyboardEvent} event  @param {any} scale  of the y axis, as Plotly has it */
function move(view, event, scale) {
  const [axis, way] = ARROWS[event.key];
  const [x, y] = view.points[view.chosen];
  const pixel = within(scale.d2p(y) - way * far(event, 0.01) * scale._length, scale._length);
  view.held = { point: view.chosen };
  view.movePoint(
    view.chosen,
    axis === "x" ? { x: x + way * (event.shiftKey ? 10 : 1), y } : { x, y: scale.p2d(pixel) },
    false,
  );
  view.held = null;
  view.onSettle();
}

// Halfway to the next point, where there is room; after the last, a few epochs on.
/** @param {PlotView} view */
function insert(view) {
  const [x, y] = view.points[view.chosen] || [0, 0.1];
  const next = view.points[view.chosen + 1];
  const place = next ? Math.round((x + next[0]) / 2) : x + 5;
  if (view.points.some(([px]) => px === place)) return;
  view.points = withPoint(view.points, [place, y]);
  view.chosen = view.points.findIndex(([px]) => px === place);
  view.onPoints(view.points, true);
}

/** @param {PlotView} view */
function remove(view) {
  if (view.points.length < 2) return;
  view.points.splice(view.chosen, 1);
  view.chosen = Math.min(view.chosen, view.points.length - 1);
  view.onPoints(view.points, true);
}
