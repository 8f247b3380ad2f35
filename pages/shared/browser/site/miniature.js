// A small picture that lives: paths that walk, lines that grow, a map that fills.

import { prepare } from "../core/dom.js";
import { linear } from "../draw/scales.js";
import { look } from "../draw/style.js";

const STILL = 1.4; // seconds at the end, before it begins again
const LASTS = 5; // seconds from the first step to the last

// Draws one moment of it, at `share` of its time from 0 to 1.
export function drawMiniature(canvas, { kind, ...picture }, share, colours) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width || !height) return;
  const context = prepare(canvas, width, height);
  ({ paths: drawPaths, lines: drawLines, heat: drawHeat })[kind](
    context,
    picture,
    share,
    colours,
    width,
    height,
  );
}

// The share of its time at this moment of the clock, in seconds; it rests at its end.
export const shareAt = (seconds) => Math.min((seconds % (LASTS + STILL)) / LASTS, 1);

function drawPaths(context, { arrays: [grid, ...paths], columns, domain }, share, colours, width, height) {
  tiles(
    context,
    grid,
    columns,
    1,
    width,
    height,
    colours.dark ? [11, 58, 85] : [126, 178, 206],
    colours.dark ? [32, 48, 58] : [247, 244, 236],
  );
  const x = linear(domain[0], domain[1], 0, width);
  const y = linear(domain[2], domain[3], height, 0);
  paths.forEach((path, k) => {
    const { colour, dash } = look(k, colours.dark);
    const last = Math.floor(share * (path.length / 2 - 1));
    trail(context, colour, dash, last + 1, (step) => [x(path[2 * step]), y(path[2 * step + 1])]);
  });
}

function drawLines(context, { arrays }, share, colours, width, height) {
  const all = arrays.flatMap((line) => [...line]).filter(Number.isFinite);
  const y = linear(Math.min(...all), Math.max(...all), height - 8, 8);
  arrays.forEach((line, k) => {
    const x = linear(0, line.length - 1, 6, width - 10);
    const { colour, dash } = look(k, colours.dark);
    trail(context, colour, dash, Math.max(Math.round(share * line.length), 1), (step) => [
      x(step),
      y(line[step]),
    ]);
  });
}

function drawHeat(context, { arrays: [values], columns }, share, colours, width, height) {
  tiles(
    context,
    values,
    columns,
    share,
    width,
    height,
    colours.dark ? [42, 157, 196] : [11, 92, 138],
    colours.dark ? [27, 40, 50] : [226, 236, 238],
  );
}

// A grid of values as colours from low to high, its lowest row at the bottom.
function tiles(context, values, columns, share, width, height, low, high) {
  const known = [...values].filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const rows = values.length / columns;
  const [wide, tall] = [width / columns, height / rows];
  for (let place = 0; place < values.length * share; place++) {
    if (!Number.isFinite(values[place])) continue;
    const part = Math.round((8 * (values[place] - least)) / (most - least || 1)) / 8;
    context.fillStyle = `rgb(${low.map((from, k) => Math.round(from + part * (high[k] - from))).join()})`;
    context.fillRect(
      (place % columns) * wide,
      height - (Math.floor(place / columns) + 1) * tall,
      wide + 0.6,
      tall + 0.6,
    );
  }
}

function trail(context, colour, dash, points, at) {
  context.beginPath();
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 2.2;
  context.lineJoin = "round";
  context.setLineDash(dash);
  for (let step = 0; step < points; step++) context.lineTo(...at(step));
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(...at(points - 1), 4.5, 0, 7);
  context.fill();
}
