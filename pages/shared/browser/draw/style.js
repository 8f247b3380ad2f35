// One look for each run: colour (near Okabe and Ito, at 3:1 on the map), dash and marker, so that no one
// depends on colour. Of a comparison of eight with eight, A's runs have the colours of B's and other dashes.

/** @import { Context, Look } from "../core/types.js" */

const LIGHT = ["#0072B2", "#c45500", "#007a5a", "#b3508a", "#9a6700", "#267bab", "#6b4fb3", "#444444"];
const DARK = ["#56B4E9", "#ff9248", "#2fcfa0", "#e79bc7", "#f0c04a", "#9fd3f5", "#b7a2ff", "#d8d8d8"];
const DASHES = [[], [9, 4], [2, 4], [10, 3, 2, 3], [5, 3], [14, 4], [2, 2], [12, 3, 2, 3, 2, 3]];
const OTHER = 3; // dashes on
const MARKERS = ["circle", "square", "triangle", "diamond", "cross", "star", "ring", "bar"];

/** @param {number} number  @param {boolean} dark  @returns {Look} */
export function look(number, dark) {
  const index = number % LIGHT.length;
  return {
    colour: (dark ? DARK : LIGHT)[index],
    dash: DASHES[(index + (number < LIGHT.length ? 0 : OTHER)) % DASHES.length],
    marker: MARKERS[index],
  };
}

// The theme's type, so many times its size.
/** @param {{ size: number, font: string }} theme */
export const type = ({ size, font }, times = 1, weight = 400) => `${weight} ${times * size}px ${font}`;

// Colours of quantities inside one update, the same for every optimiser.
export function quantityColour(name, dark) {
  if (name === "g" || name.includes("added")) return dark ? "#4dd6e8" : "#00798c";
  if (name === "dx") return dark ? "#ffffff" : "#111111";
  if (name.includes("kept") || name.includes("before")) return dark ? "#e0a3d6" : "#996590";
  return dark ? "#ff7ad9" : "#b3007a";
}

const OUTLINES = {
  square: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  triangle: [
    [0, -1.25],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
  diamond: [
    [0, -1.35],
    [1.1, 0],
    [0, 1.35],
    [-1.1, 0],
  ],
  cross: [
    [-1.2, -0.4],
    [-0.4, -0.4],
    [-0.4, -1.2],
    [0.4, -1.2],
    [0.4, -0.4],
    [1.2, -0.4],
    [1.2, 0.4],
    [0.4, 0.4],
    [0.4, 1.2],
    [-0.4, 1.2],
    [-0.4, 0.4],
    [-1.2, 0.4],
  ],
  star: Array.from({ length: 10 }, (_, k) => {
    const radius = k % 2 ? 0.6 : 1.4;
    return [radius * Math.sin((k * Math.PI) / 5), -radius * Math.cos((k * Math.PI) / 5)];
  }),
  bar: [
    [-0.5, -1.4],
    [0.5, -1.4],
    [0.5, 1.4],
    [-0.5, 1.4],
  ],
};

/**
 * @param {Context} context
 * @param {string} marker
 * @param {number} x  @param {number} y  @param {number} radius
 * @param {string} fill  @param {string} stroke
 */
export function drawMarker(context, marker, x, y, radius, fill, stroke) {
  context.beginPath();
  const outline = OUTLINES[marker];
  if (outline) outline.forEach(([dx, dy]) => context.lineTo(x + radius * dx, y + radius * dy));
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.closePath();
  context.fillStyle = marker === "ring" ? stroke : fill;
  context.strokeStyle = marker === "ring" ? fill : stroke;
  context.lineWidth = marker === "ring" ? 3 : 2;
  context.fill();
  context.stroke();
}

// What stands before a run's name: its line, with its dash, and its marker on it.
/** @param {Context} context  @param {Look} look */
export function drawSample(context, { colour, dash, marker }, x, y, width, background) {
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width, y);
  context.stroke();
  context.setLineDash([]);
  drawMarker(context, marker, x + width / 2, y, 5.5, colour, background);
}
