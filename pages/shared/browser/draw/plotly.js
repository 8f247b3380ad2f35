// Plotly is loaded once, from our own server, when the first stage appears.

/** @import { Numbers, Surface } from "../core/types.js" */

/** @typedef {HTMLElement & { data?: any, layout?: any, _fullLayout?: any, on?: any }} PlotNode  That Plotly draws on. */

/** @type {Promise<any>} */
let loading;

export function loadPlotly(url) {
  loading ||= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`could not load ${url}`));
    document.head.append(script);
  });
  return loading;
}

// Tints of the map: quiet, darker where the loss is low, so that paths stand out.
export function tints(dark) {
  return dark
    ? [
        [0, "#0b3a55"],
        [0.45, "#12384c"],
        [0.8, "#1b3340"],
        [1, "#223038"],
      ]
    : [
        [0, "#bcdae8"],
        [0.45, "#d0e5ed"],
        [0.8, "#e8f0f1"],
        [1, "#f7f4ec"],
      ];
}

// Heights for the contours: powers of ten above the lowest point, or the loss itself.
// So far below the highest point all is one tint: a minimum has no logarithm.
const FLOOR = 1e-4;

/** @param {Surface} surface  @returns {Numbers} */
export function heights(surface) {
  if (surface.contours !== "log") return surface.grid;
  const reach = surface.highest - surface.floor;
  return surface.grid.map((f) => Math.log10(Math.max(f - surface.floor, 0) / reach + FLOOR));
}

/** @param {Numbers} flat  @param {number} width */
export function rows(flat, width) {
  /** @type {Numbers[]} */
  const result = [];
  for (let at = 0; at < flat.length; at += width) result.push(flat.subarray(at, at + width));
  return result;
}
