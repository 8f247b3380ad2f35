// From a plot as the core says it to what Plotly draws: arrays, colours of the theme, axes.

import { marks } from "./marks.js";
import { ruler } from "./paper.js";
import { rows, tints } from "./plotly.js";
import { look, type } from "./style.js";
import { tinted } from "./tinted.js";
import { legendRows, wrapped } from "./wrap.js";

/** @import { Colours } from "../core/dom.js" */

const SYMBOLS = {
  circle: "circle",
  square: "square",
  triangle: "triangle-up",
  diamond: "diamond",
  cross: "cross",
  star: "star",
  ring: "circle-open",
  bar: "line-ns-open",
};
const PLAIN = { exponentformat: "power", minexponent: 4 }; // powers of ten, no letters such as µ and k
const WARN = { light: "#b3261e", dark: "#ff8a80" };

/**
 * A plot as the core says it; its traces as Plotly has them, but for `look`, `role`, `area` and `tint`.
 * @typedef {object} Plot
 * @property {Record<string, any>[]} traces
 * @property {Axis} x
 * @property {Axis} y
 * @property {string} title
 * @property {number} share  of the room
 * @property {{ x?: string, y?: string }} pick  settings that a place on it sets
 * @property {string} drag  the setting whose points are dragged on it
 * @property {boolean} square
 *
 * @typedef {object} Axis
 * @property {string} title
 * @property {"linear" | "log"} scale
 * @property {[number, number] | null} range
 * @property {string[]} names  of the places 0, 1, …
 */

// {"array": k, "shape": […]} becomes the array, rows of it where it has two dimensions.
export function resolve(value, arrays) {
  if (Array.isArray(value)) return value.map((part) => resolve(part, arrays));
  if (value === null || typeof value !== "object") return value;
  if ("shape" in value && "array" in value) return unfold(arrays[value.array], value.shape);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part, arrays)]));
}

function unfold(array, shape) {
  if (shape.length < 2) return array;
  const width = shape[shape.length - 1];
  if (shape.length === 2) return rows(array, width);
  return rows(array, shape[1] * width).map((plane) => rows(plane, width)); // pictures: [row][column][channel]
}

/** @param {Record<string, any>} trace  @param {Colours} colours  @returns {Record<string, any>} */
export function dress({ look: number, role, area, ...trace }, colours) {
  const { colour, dash, marker } =
    number === undefined ? plainLook(role, colours) : look(number, colours.dark);
  const wide = role === "faint" ? 1.5 : 2.4;
  /** @type {Record<string, any>} */
  const dressed = {
    ...trace,
    showlegend: trace.showlegend ?? Boolean(trace.name),
    hoverlabel: { namelength: -1 },
  };
  if (trace.tint) return tinted(/** @type {any} */ (dressed), colours);
  if (trace.type === "heatmap")
    return { colorscale: tints(colours.dark), colorbar: bar(colours), ...dressed };
  if (trace.type === "bar") return { ...dressed, marker: { color: colour, ...trace.marker } };
  if (trace.type !== "scatter") return dressed;
  if (area) return { ...dressed, hoverinfo: "skip", fillcolor: faded(colour), line: { width: 0 } };
  return {
    ...dressed,
    line: {
      color: colour,
      dash: dash.length ? dash.map((part) => `${part}px`).join(",") : "solid",
      width: wide,
      ...trace.line,
    },
    marker: { color: colour, symbol: SYMBOLS[marker], size: 8, ...trace.marker },
  };
}

function plainLook(role, colours) {
  const names = {
    ink: colours.text,
    faint: colours.dark ? "#7f929d" : "#8b949b",
    accent: colours.accent,
    warn: colours.dark ? WARN.dark : WARN.light,
  };
  return { colour: names[role] || colours.text, dash: role === "faint" ? [4, 4] : [], marker: "circle" };
}

const bar = (colours) => ({
  thickness: 0.8 * colours.size,
  outlinewidth: 0,
  ...PLAIN,
  tickfont: { color: colours.text },
  title: { font: { color: colours.text } },
});

function faded(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},0.18)`;
}

/** @type {(trace: Record<string, any>) => boolean} */
const isNamed = ({ name, showlegend }) => showlegend ?? Boolean(name);

// `drawn` are the plot's traces, with their arrays.
/**
 * @param {Plot} plot  @param {Colours} colours  @param {number} width  @param {number} height
 * @param {Record<string, any>[]} drawn
 */
export function layout(plot, colours, width, height, drawn = []) {
  const { size } = colours;
  const wide = ruler(type(colours, 0.95, 600));
  const lines = (text, room) => wrapped(text, Math.max(room, 6 * size), wide);
  const title = plot.title ? lines(plot.title, width - 4.6 * size) : [];
  const named = plot.traces.filter(isNamed).map(({ name }) => String(name));
  const above = 0.7 + 1.2 * legendRows(named, width - 4.6 * size, size);
  const shared = {
    fixedrange: true,
    color: colours.text,
    gridcolor: colours.border,
    zerolinecolor: colours.border,
    hoverformat: ".4~g",
    automargin: true,
    ...PLAIN,
  };
  /** @returns {ArrayLike<number>[]} */
  const along = (/** @type {"x" | "y"} */ name) =>
    drawn.map((trace) => trace[name]).filter((array) => typeof array?.[0] === "number");
  /** @type {(axis: Axis, room: number, arrays: ArrayLike<number>[]) => Record<string, any>} */
  const axis = ({ title: words, scale, range, names }, room, arrays) => ({
    ...shared,
    title: { text: lines(words || "", room).join("<br>"), standoff: 6 },
    type: scale,
    ...(range
      ? { range: scale === "log" ? range.map(Math.log10) : range, autorange: false }
      : { autorange: true }),
    ...(names.length ? { tickmode: "array", tickvals: names.map((_, k) => k), ticktext: names } : {}),
    ...(names.length
      ? {}
      : marks(
          scale,
          range && scale === "log" ? [range] : arrays,
          Math.max(2, Math.floor(room / (3 * size))),
        )),
  });
  return {
    width,
    height,
    dragmode: false,
    hovermode: "closest",
    barmode: "group",
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: colours.font, size: 0.85 * size, color: colours.text },
    margin: {
      l: 3.6 * size,
      r: size,
      t: (above + 1.3 * title.length) * size,
      b: (plot.x.title ? 2.6 : 1.7) * size,
    },
    ...(plot.title
      ? {
          title: {
            text: title.join("<br>"),
            x: 0,
            xref: "paper",
            y: 1 - (0.5 * size + 1.25 * size * (title.length - 1)) / height,
            yanchor: "top",
            font: { size: 0.95 * size, weight: 600 },
          },
        }
      : {}),
    legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" },
    xaxis: axis(plot.x, width - 4.6 * size, along("x")),
    yaxis: {
      ...axis(plot.y, height - 3 * size, along("y")),
      ...(plot.square ? { scaleanchor: "x", scaleratio: 1 } : {}),
    },
  };
}
