// The same run in three dimensions: Plotly draws the surface once, a canvas projects the paths.

import { element, prepare } from "../core/dom.js";
import { rows, tints } from "./plotly.js";
import { drawMarker } from "./style.js";
import { Trails } from "./trails.js";

/** @import { Colours } from "../core/dom.js" */
/** @import { Canvas, Numbers, Run, Size, Surface } from "../core/types.js" */
/** @import { Line } from "./trails.js" */
/** @import { PlotNode } from "./plotly.js" */

/** @typedef {{ projection: number[], view: number[], model: number[] }} Matrices */

const MATRICES = ["projection", "view", "model"];
const TURN = Math.PI / 18; // of one press of a key
const [LOWEST, STEEPEST] = [0.1, 1.45]; // views, in radians above the ground

export class MeshView {
  /** @type {Run[]} */ runs = [];
  /** @type {any} */ Plotly;
  /** @type {Surface} */ surface;
  /** @type {Colours} */ colours;
  /** @type {Numbers} heights as they are drawn, from `low` to `high` */ z;
  low = 0;
  high = 0;
  /** @type {number} the step that was drawn last */ t;
  /** @type {Line[] | null} the paths as the camera sees them */ projected = null;
  /** @type {Matrices} of the camera when they were projected */ camera;

  /** @param {Element} parent  @param {{ label: string }} words */
  constructor(parent, { label }) {
    /** @type {PlotNode} */
    this.plot = element("div", { class: "plot", "aria-hidden": "true" });
    this.trails = new Trails();
    this.trails.canvas.classList.add("over");
    /** @type {Canvas} */
    this.heads = element("canvas", {
      class: "over",
      role: "application",
      tabindex: "0",
      "aria-label": label,
      onkeydown: (event) => this.press(event),
    });
    this.node = element(
      "div",
      { class: "map mesh", hidden: true },
      this.plot,
      this.trails.canvas,
      this.heads,
    );
    parent.append(this.node);
  }

  // Left and right go around it, up and down over it.
  press(event) {
    const turn = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!turn || !this.following) return;
    event.preventDefault();
    event.stopPropagation();
    this.Plotly.relayout(this.plot, { "scene.camera": turned(this.plot.layout.scene.camera, turn) });
  }

  /** @param {any} Plotly  @param {Surface} surface  @param {Colours} colours */
  drawSurface(Plotly, surface, colours) {
    this.Plotly = Plotly;
    this.surface = surface;
    this.colours = colours;
    this.z = surface.grid.map((loss) => lift(surface, loss));
    this.projected = null;
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
      contours: {
        z: {
          show: true,
          color: colours.dark ? "#48677a" : "#9fb6c2",
          size: (this.high - this.low) / 18,
          start: this.low,
          end: this.high,
        },
      },
      lighting: { ambient: 0.85, diffuse: 0.35, specular: 0.05, roughness: 0.9 },
    };
    const axis = (title) => ({
      title: { text: title },
      color: colours.text,
      showspikes: false,
      gridcolor: colours.border,
    });
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
    this.projected = null;
    this.draw(this.t || 0);
  }

  // Asked in every frame, because Plotly turns the surface without a word; nearly always there is
  // nothing to do but to compare.
  /** @param {number} t */
  draw(t) {
    const before = this.t;
    this.t = t;
    if (this.node.hidden || !this.surface) return;
    const scene = this.plot._fullLayout?.scene?._scene;
    const camera = scene?.glplot?.cameraParams;
    if (!camera) return;
    const turned = !this.projected || MATRICES.some((name) => differ(camera[name], this.camera[name]));
    if (turned) this.project(camera, scene.dataScale || [1, 1, 1]);
    if (turned || t !== before) this.drawRuns(t);
  }

  // Only when the camera or the runs change: every point to pixels, by Plotly's own matrices, so
  // that paths and surface agree to the pixel.
  /** @param {Matrices} camera  @param {number[]} scale */
  project(camera, scale) {
    const { projection, view, model } = camera;
    this.camera = { projection: [...projection], view: [...view], model: [...model] };
    const whole = multiply(projection, multiply(view, model));
    const size = { width: this.node.clientWidth, height: this.node.clientHeight };
    this.projected = this.runs.map((run) => ({
      look: run.look,
      strength: run.strength,
      points: this.pixels(run, whole, scale, size),
      last: this.lastOver(run),
    }));
    this.trails.begin(this.projected, size);
  }

  /** @param {Run} run  @param {Float64Array} whole  @param {number[]} scale  @param {Size} size */
  pixels(run, whole, scale, { width, height }) {
    const points = new Float64Array(2 * run.points);
    const above = 0.01 * (this.high - this.low);
    for (let step = 0; step < run.points; step++) {
      const [x, y] = [run.path[2 * step], run.path[2 * step + 1]];
      const [across, up] = apply(
        whole,
        x * scale[0],
        y * scale[1],
        (lift(this.surface, run.loss[step]) + above) * scale[2],
      );
      points[2 * step] = ((across + 1) / 2) * width;
      points[2 * step + 1] = ((1 - up) / 2) * height;
    }
    return points;
  }

  // A run is drawn as long as it stays over the surface.
  lastOver(run) {
    let step = 0;
    while (step < run.points && this.inside(run.path[2 * step], run.path[2 * step + 1])) step++;
    return step - 1;
  }

  inside(x, y) {
    const [left, right, low, high] = this.surface.window;
    return x >= left && x <= right && y >= low && y <= high;
  }

  /** @param {number} t */
  drawRuns(t) {
    this.trails.walk(t);
    const context = prepare(this.heads, this.node.clientWidth, this.node.clientHeight);
    this.projected?.forEach(({ look, last }, k) => {
      if (last < 0) return;
      const [x, y] = this.trails.at(k, Math.min(t, last));
      drawMarker(context, look.marker, x, y, 7.5, look.colour, this.colours.background);
    });
  }
}

// A camera that looks at the same place, as far away as it was.
function turned({ eye, center, ...rest }, [around, over]) {
  const from = ["x", "y", "z"].map((axis) => eye[axis] - center[axis]);
  const far = Math.hypot(...from);
  const angle = Math.atan2(from[1], from[0]) + around * TURN;
  const above = Math.min(Math.max(Math.asin(from[2] / far) + over * TURN, LOWEST), STEEPEST);
  const [x, y, z] = [Math.cos(above) * Math.cos(angle), Math.cos(above) * Math.sin(angle), Math.sin(above)];
  return { ...rest, center, eye: { x: center.x + far * x, y: center.y + far * y, z: center.z + far * z } };
}

// The root of the loss above the minimum: steep walls do not hide the floor, and a path lies on
// the surface to its end, which on a logarithm has no bottom.
function lift(surface, loss) {
  return surface.contours === "log" ? Math.sqrt(Math.max(loss - surface.floor, 0)) : loss;
}

const steps = (low, high, count) =>
  Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));

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

// Where a point is on the screen, from -1 to 1 both ways.
function apply(whole, x, y, z) {
  const clip = (row) => whole[row] * x + whole[4 + row] * y + whole[8 + row] * z + whole[12 + row];
  return [clip(0) / clip(3), clip(1) / clip(3)];
}

function differ(a, b) {
  for (let k = 0; k < 16; k++) if (a[k] !== b[k]) return true;
  return false;
}
