// What pictures are drawn on: pixels, or lines (SVG).

import { VectorCanvas } from "./vector.js";

export const DENSITY = 2; // pixels of a saved picture for one on the screen

// A picture has no fonts of the page's own: what is measured with one would be drawn with another.
const FAMILY = "Arial, Helvetica, sans-serif";

export const printed = (colours) => ({ ...colours, font: FAMILY });

export class Paper {
  constructor(kind, width, height, density = DENSITY) {
    Object.assign(this, { kind, width, height, density });
    this.canvas = this.layer();
    this.canvas.width = Math.round(width * this.canvas.density);
    this.canvas.height = Math.round(height * this.canvas.density);
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.context.setTransform(this.canvas.density, 0, 0, this.canvas.density, 0, 0);
  }

  // A canvas to draw on that can then be laid on this one.
  layer() {
    return this.kind === "svg"
      ? new VectorCanvas()
      : Object.assign(document.createElement("canvas"), { density: this.density });
  }

  // What Plotly drew.
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

  blob() {
    if (this.kind === "svg") return new Blob([this.canvas.toSvg()], { type: "image/svg+xml" });
    return new Promise((resolve) => this.canvas.toBlob(resolve, "image/png"));
  }
}

let pen = null;

// How wide a text is, drawn in some type.
export function ruler(font) {
  pen ??= document.createElement("canvas").getContext("2d");
  return (text) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
}

// A blank of the theme's colour; sets the type for what follows.
export function blank(context, width, height, { background, text, size, font }) {
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = text;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.font = `${size}px ${font}`;
}
