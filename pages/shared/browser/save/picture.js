// The picture on the stage as a file: pixels, twice as fine as the screen's, or lines.

import { download } from "./save.js";
import { withSheet } from "./sheet.js";

const WIDTH = 720; // of the map at least: a picture from a phone is looked at elsewhere

/** @import { MapView, Overlay } from "../draw/map.js" */
/** @import { Stage } from "../stage/stage.js" */

/** @param {Stage} stage  @param {"png" | "svg"} kind */
export async function savePicture(stage, kind) {
  if (!stage.Plotly || !stage.surface) return;
  const { frame, view, player } = stage;
  const over = { film: frame.film, fit: frame.fit }[view.panel];
  /** @type {Overlay | null} */
  const overlay = over ? (context, map) => over.overlay(context, map) : null;
  const blob = await withSheet(
    stage,
    { kind, ...sizeOf(frame.map, frame.split.on ? WIDTH / 2 : WIDTH) },
    (sheet) => {
      sheet.paint(player.t, { overlay });
      return sheet.paper.blob();
    },
  );
  download(`run.${kind}`, blob.type, blob);
}

// As wide as the map is, or `least`, and as high as keeps a unit as long across as up.
/** @param {MapView} map  @param {number} least */
export function sizeOf(map, least, most = Infinity) {
  const { width, height } = map.inner();
  const across = Math.min(Math.max(map.node.clientWidth, least), most);
  const [beside, below] = [map.space.left + map.space.right, map.space.top + map.space.bottom];
  return { width: across, height: Math.round(((across - beside) * height) / width + below) };
}
