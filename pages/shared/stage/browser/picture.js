// The picture on the stage as a file: the map that Plotly drew, and over it what we drew.

import { download } from "./save.js";

export async function savePicture({ Plotly, frame, colours, runs, player, view }, kind) {
  if (!Plotly) return;
  const shown = view.mode === "mesh" ? frame.mesh : frame.map;
  const size = { width: shown.node.clientWidth, height: shown.node.clientHeight };
  const blind = view.mode === "slope";
  const plot = blind ? { data: [], layout: shown.plot.layout } : shown.plot;
  const below = await Plotly.toImage(plot, { format: kind, ...size, scale: kind === "png" ? 2 : 1 });
  if (kind === "png") return download("run.png", "image/png", await painted(below, shown, size, colours));
  const over = view.mode === "mesh" || blind ? images(shown, size) : lines(shown, runs, player.t);
  download("run.svg", "image/svg+xml", vector(below, over, size, colours));
}

const overlays = (shown) => [...shown.node.children].filter((node) => node.tagName === "CANVAS" && getComputedStyle(node).visibility !== "hidden");

async function painted(below, shown, { width, height }, colours) {
  const image = new Image();
  image.src = below;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  const context = canvas.getContext("2d");
  context.fillStyle = colours.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of [image, ...overlays(shown)]) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

function vector(below, over, { width, height }, colours) {
  const plot = decodeURIComponent(below.slice(below.indexOf(",") + 1));
  const paper = `<rect width="${width}" height="${height}" fill="${colours.background}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${paper}${plot}${over}</svg>`;
}

// Paths as far as they are played, in the map's own pixels.
function lines(map, runs, t) {
  return runs.map((run) => {
    const last = Math.min(Math.floor(t), run.points - 1);
    const points = Array.from({ length: last + 1 }, (_, step) => `${map.x(run.path[2 * step]).toFixed(1)},${map.y(run.path[2 * step + 1]).toFixed(1)}`);
    const [x, y] = points[last].split(",");
    const { colour, dash } = run.look;
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="3" stroke-dasharray="${dash.join(" ")}"/><circle cx="${x}" cy="${y}" r="6" fill="${colour}"/>`;
  }).join("");
}

const images = (shown, { width, height }) => overlays(shown).map((canvas) => `<image width="${width}" height="${height}" href="${canvas.toDataURL()}"/>`).join("");
