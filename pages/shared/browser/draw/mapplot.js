// What Plotly draws of the map: level lines, minima and axes.

import { heights, rows, tints } from "./plotly.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Surface } from "../core/types.js" */

/** @param {Surface} surface  @param {Colours} colours */
export function traces(surface, colours) {
  const z = rows(heights(surface), surface.columns);
  const [left, right, low, high] = surface.window;
  const contour = {
    type: "contour",
    z,
    x0: left,
    dx: (right - left) / (surface.columns - 1),
    y0: low,
    dy: (high - low) / (z.length - 1),
    ncontours: 18,
    colorscale: tints(colours.dark),
    showscale: false,
    hoverinfo: "skip",
    line: { width: 1, color: colours.dark ? "#48677a" : "#9fb6c2", smoothing: 1 },
  };
  const minima = {
    type: "scatter",
    mode: "markers",
    x: surface.minima.map(([x]) => x),
    y: surface.minima.map(([, y]) => y),
    hoverinfo: "skip",
    marker: { symbol: "star", size: 15, color: colours.background, line: { width: 2, color: colours.text } },
  };
  return [contour, minima];
}

/** @param {Surface} surface  @param {Colours} colours */
export function layout(surface, colours, { width, height, space }) {
  const [left, right, low, high] = surface.window;
  const axis = (range, title) => ({
    range,
    title: { text: title, standoff: 2 },
    zeroline: false,
    showgrid: false,
    color: colours.text,
    tickfont: { size: colours.size * 0.8 },
    fixedrange: true,
    automargin: false,
  });
  return {
    width,
    height,
    margin: { l: space.left, r: space.right, t: space.top, b: space.bottom, pad: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    font: { family: colours.font, size: colours.size * 0.85 },
    xaxis: axis([left, right], surface.axes[0]),
    yaxis: axis([low, high], surface.axes[1]),
  };
}
