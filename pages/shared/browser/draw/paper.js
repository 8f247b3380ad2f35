// What pictures are drawn on: pixels, or lines (SVG).

import { element, penOf } from "../core/dom.js";
import { VectorCanvas } from "./vector.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { PlotNode } from "./plotly.js" */
/** @import { Canvas, Context } from "../core/types.js" */

export const DENSITY = 2; // pixels of a saved picture for one on the screen

// A picture has no fonts of the page's own: what is measured with one would be drawn with another.
const FAMILY = "Arial, Helvetica, sans-serif";

/** @param {Colours} colours */
export const printed = (colours) => ({ ...colours, font: FAMILY });

export class Paper {
  /** @param {"png" | "svg"} kind  @param {number} width  @param {number} height */
  constructor(kind, width, height, density = DENSITY) {
    this.kind = kind;
    this.width = width;
    this.height = height;
    this.density = kind === "svg" ? 1 : density;
    this.canvas = this.layer();
    this.canvas.width = Math.round(width * this.density);
    this.canvas.height = Math.round(height * this.density);
    this.context = penOf(this.canvas, { willReadFrequently: true });
    this.context.setTransform(this.density, 0, 0, this.density, 0, 0);
  }

  /** A canvas to draw on that can then be laid on this one.  @returns {Canvas} */
  layer() {
    if (this.kind === "svg") return /** @type {any} */ (new VectorCanvas()); // as much of one as we use
    return Object.assign(element("canvas"), { density: this.density });
  }

  // What Plotly drew; of lines another drawing, which only ours can be laid on.
  /** @param {any} Plotly  @param {Pick<PlotNode, "data" | "layout">} plot  @param {number} width  @param {number} height  @returns {Promise<any>} */
  async plotted(Plotly, plot, width, height) {
    const format = this.kind === "svg" ? "svg" : "png";
    const layout = { ...plot.layout, font: { ...plot.layout.font, family: FAMILY } };
    const address = await Plotly.toImage(
      { data: plot.data, layout },
      { format, width, height, scale: format === "png" ? this.density : 1 },
    );
    if (format === "svg") return { svg: decodeURIComponent(address.slice(address.indexOf(",") + 1)) };
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  }

  /** @returns {Blob | Promise<Blob>} */
  blob() {
    const { canvas } = this;
    if (canvas instanceof VectorCanvas) return new Blob([canvas.toSvg()], { type: "image/svg+xml" });
    return new Promise((resolve) =>
      canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), "image/png"),
    );
  }
}

/** @type {Context} */
let pen;

// How wide a text is, drawn in some type.
/** @param {string} font */
export function ruler(font) {
  pen ??= penOf(element("canvas"));
  return (/** @type {string} */ text) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
}

// A blank of the theme's colour; sets the type for what follows.
/** @param {Context} context  @param {number} width  @param {number} height  @param {Colours} colours */
export function blank(context, width, height, { background, text, size, font }) {
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = text;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.font = `${size}px ${font}`;
}
