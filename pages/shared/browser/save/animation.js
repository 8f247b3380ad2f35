// The run from its start to its end as an animated picture (GIF), which every slide program takes.

import { GIFEncoder, nearestColorIndex, quantize } from "./gifenc.js";
import { sizeOf } from "./picture.js";
import { download } from "./save.js";
import { withSheet } from "./sheet.js";

const WIDTH = 520; // of the map
const FRAMES = 80; // whatever the number of steps: so long it plays, and so large the file gets
const EACH = 70; // milliseconds
const [FIRST, LAST] = [600, 1600]; // of the first and the last picture
const COLOURS = 255; // and one more for what stays as it was

/** @import { Stage } from "../stage/stage.js" */
/** @import { Format, Sheet } from "./sheet.js" */

/** @param {Stage} stage  @param {{ at(share: number): Promise<void> }} work */
export async function saveAnimation(stage, work) {
  if (!stage.Plotly || !stage.surface || !stage.runs.length) return;
  const { map, split } = stage.frame;
  const width = split.on ? WIDTH / 1.4 : WIDTH;
  /** @type {Format} */
  const size = { kind: "png", density: 1, ...sizeOf(map, width, width) };
  const bytes = await withSheet(stage, size, (sheet) => animated(sheet, stage.player.length, work));
  download("run.gif", "image/gif", bytes);
}

/** @param {Sheet} sheet  @param {number} length  @param {{ at(share: number): Promise<void> }} work */
async function animated(sheet, length, work) {
  const gif = GIFEncoder();
  const { width, height } = sheet.paper.canvas;
  const pixels = (frame) => {
    sheet.paint((length * frame) / FRAMES, { said: frame === FRAMES });
    return new Uint32Array(sheet.paper.context.getImageData(0, 0, width, height).data.buffer);
  };
  const tints = paletteOf([0, FRAMES / 2, FRAMES].map(pixels));
  /** @type {Uint32Array | null} */
  let before = null;
  for (let frame = 0; frame <= FRAMES; frame++) {
    const now = pixels(frame);
    const delay = { 0: FIRST, [FRAMES]: LAST }[frame] || EACH;
    const kept = before
      ? { transparent: true, transparentIndex: COLOURS, dispose: 1 }
      : { palette: tints.palette, dispose: 1 };
    gif.writeFrame(tints.indices(now, before), width, height, { delay, ...kept });
    before = now;
    await work.at(frame / FRAMES);
  }
  gif.finish();
  return gif.bytes();
}

// One palette for all pictures, and each colour looked up in it once.
function paletteOf(pictures) {
  const sample = new Uint32Array(pictures.reduce((sum, picture) => sum + picture.length, 0));
  pictures.forEach((picture, k) => sample.set(picture, k * picture.length));
  const palette = quantize(new Uint8Array(sample.buffer), COLOURS);
  const known = new Map();
  const index = (pixel) => {
    if (!known.has(pixel))
      known.set(pixel, nearestColorIndex(palette, [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]));
    return known.get(pixel);
  };
  const filled = [...palette, ...Array.from({ length: COLOURS + 1 - palette.length }, () => [0, 0, 0])];
  const indices = (now, before) => {
    const found = new Uint8Array(now.length).fill(COLOURS);
    for (let k = 0; k < now.length; k++) if (!before || before[k] !== now[k]) found[k] = index(now[k]);
    return found;
  };
  return { palette: filled, indices };
}
