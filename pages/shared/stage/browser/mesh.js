// The same run in three dimensions: Plotly draws the surface once, a canvas projects the paths.

import { element, prepare } from "./dom.js";
import { rows, tints } from "./plotly.js";
import { drawMarker } from "./style.js";

export class MeshView {
  constructor(parent, { label }) {
    this.plot = element("div", { class: "plot" });
    this.canvas = element("canvas", { class: "over", role: "img", "aria-label": label });
    this.node = element("div", { class: "map mesh", hidden: true }, this.plot, this.canvas);
    parent.append(this.node);
    this.runs = [];
  }

  drawSurface(Plotly, surface, colours) {
    Object.assign(this, { surface, colours, z: surface.grid.map((loss) => lift(surface, loss)) });
    this.camera = null;
    this.low = this.z.reduce((a, b) => Math.min(a, b), Infinity);
    this.high = this.z.reduce((a, b) => Math.max(a, b), -Infinity);
    const [left, right, low, high] = surface.window;
    const trace = {
      type: "surface",
      z: rows(this.z, surface.columns),
      x: steps(left, right, surface.columns),
      y: steps(low, high, this.z.length / surface.columns),
      colorscale: tints(colours.dark),
      showscale: false,
      hoverinfo: "skip",
      contours: { z: { show: true, color: colours.dark ? "#48677a" : "#9fb6c2", size: (this.high - this.low) / 18, start: this.low, end: this.high } },
      lighting: { ambient: 0.85, diffuse: 0.35, specular: 0.05, roughness: 0.9 },
    };
    const axis = (title) => ({ title: { text: title }, color: colours.text, showspikes: false, gridcolor: colours.border });
    const layout = {
      width: this.node.clientWidth,
      height: this.node.clientHeight,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { family: colours.font, size: colours.size * 0.8, color: colours.text },
      scene: {
        xaxis: axis(surface.axes[0]),
        yaxis: axis(surface.axes[1]),
        zaxis: { ...axis(""), showticklabels: false },
        aspectmode: "manual",
        aspectratio: { x: 1.5, y: (1.5 * (high - low)) / (right - left), z: 0.7 },
        camera: this.eye || { eye: { x: -1.15, y: -1.55, z: 1.75 }, center: { x: 0, y: 0, z: -0.15 } },
      },
    };
    return Plotly.react(this.plot, [trace], layout, { displayModeBar: false }).then(() => this.follow());
  }

  // A turned view is kept, and the paths turn with it.
  follow() {
    if (this.following) return;
    this.following = true;
    this.plot.on("plotly_relayout", () => (this.eye = this.plot.layout.scene.camera));
  }

  setRuns(runs) {
    this.runs = runs;
    this.camera = null;
    this.draw(this.t || 0);
  }

  // Plotly's own matrices, so that the overlay and the surface agree to the pixel.
  matrix() {
    const scene = this.plot._fullLayout && this.plot._fullLayout.scene && this.plot._fullLayout.scene._scene;
    if (!scene || !scene.glplot || !scene.glplot.cameraParams) return null;
    const { projection, view, model } = scene.glplot.cameraParams;
    return { whole: multiply(projection, multiply(view, model)), scale: scene.dataScale || [1, 1, 1] };
  }

  draw(t) {
    this.t = t;
    if (this.node.hidden || !this.surface) return;
    const matrix = this.matrix();
    if (!matrix) return;
    const key = matrix.whole.join();
    if (key !== this.camera) this.project(matrix, key);
    const [width, height] = [this.node.clientWidth, this.node.clientHeight];
    const context = prepare(this.canvas, width, height);
    for (const run of this.projected) this.drawRun(context, run, t);
  }

  // Only when the camera or the runs change: every point to pixels.
  project(matrix, key) {
    this.camera = key;
    const [width, height] = [this.node.clientWidth, this.node.clientHeight];
    this.projected = this.runs.map((run) => {
      const points = new Float32Array(2 * run.points);
      let seen = run.points;
      for (let step = 0; step < run.points; step++) {
        const [x, y] = [run.path[2 * step], run.path[2 * step + 1]];
        if (!this.inside(x, y)) seen = Math.min(seen, step);
        const place = apply(matrix, x, y, lift(this.surface, run.loss[step]) + 0.01 * (this.high - this.low));
        points[2 * step] = ((place[0] + 1) / 2) * width;
        points[2 * step + 1] = ((1 - place[1]) / 2) * height;
      }
      return { run, points, seen };
    });
  }

  inside(x, y) {
    const [left, right, low, high] = this.surface.window;
    return x >= left && x <= right && y >= low && y <= high;
  }

  // Drawn as far as the run stays over the surface.
  drawRun(context, { run, points, seen }, t) {
    const last = Math.min(Math.floor(t), seen - 1);
    if (last < 0) return;
    this.path(context, run, points, seen - 1, 0.25 * run.strength, 1.5);
    this.path(context, run, points, last, run.strength, 3);
    drawMarker(context, run.look.marker, points[2 * last], points[2 * last + 1], 7.5, run.look.colour, this.colours.background);
  }

  path(context, run, points, last, alpha, width) {
    context.globalAlpha = alpha;
    context.strokeStyle = run.look.colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash(run.look.dash);
    context.beginPath();
    for (let step = 0; step <= last; step++) context.lineTo(points[2 * step], points[2 * step + 1]);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
}

// The root of the loss above the minimum: steep walls do not hide the floor, and a path lies on
// the surface to its end, which on a logarithm has no bottom.
function lift(surface, loss) {
  return surface.contours === "log" ? Math.sqrt(Math.max(loss - surface.floor, 0)) : loss;
}

const steps = (low, high, count) => Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));

// Column-major 4 x 4 matrices, as in WebGL.
function multiply(a, b) {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      for (let k = 0; k < 4; k++) product[4 * column + row] += a[4 * k + row] * b[4 * column + k];
    }
  }
  return product;
}

function apply({ whole, scale }, x, y, z) {
  const point = [x * scale[0], y * scale[1], z * scale[2], 1];
  const clip = [0, 1, 3].map((row) => point.reduce((sum, value, k) => sum + whole[4 * k + row] * value, 0));
  return [clip[0] / clip[2], clip[1] / clip[2]];
}
