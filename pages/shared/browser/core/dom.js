// Elements, listeners and canvases in one line each.

/** @import { Canvas, Context } from "./types.js" */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]  also text, and listeners under their "on…" names
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return node;
}

export function button(face, onclick, label, kind = "") {
  return element("button", { type: "button", class: kind, title: label, "aria-label": label, onclick }, face);
}

// What one element shows, another says.
let described = 0;

/** @param {Element} picture  @param {Element} words */
export function describe(picture, words) {
  words.id ||= `said-${(described += 1)}`;
  picture.setAttribute("aria-describedby", words.id);
}

let least = 1; // pixels of a canvas for one of the page

// For paper, which is sharper than screens.
export const sharpen = (density) => (least = density);

/**
 * A canvas as sharp as the screen, or as its own `density` says; returns its 2-D context, in CSS pixels, cleared.
 * @param {Canvas} canvas  @param {number} width  @param {number} height
 */
export function prepare(canvas, width, height) {
  const density = canvas.density || Math.max(window.devicePixelRatio || 1, least);
  const wide = Math.round(width * density);
  const high = Math.round(height * density);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = penOf(canvas);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** @param {Canvas} canvas  @param {CanvasRenderingContext2DSettings} [settings] */
export const penOf = (canvas, settings) => /** @type {Context} */ (canvas.getContext("2d", settings));

/** @typedef {ReturnType<typeof theme>} Colours */

// The theme's colours, read from the variables that Streamlit sets on every component.
/** @param {Element} node */
export function theme(node) {
  const style = getComputedStyle(node);
  const read = (/** @type {string} */ name, /** @type {string} */ fallback) =>
    style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  return {
    background,
    panel: read("--st-secondary-background-color", "#f2f2ee"),
    text: read("--st-text-color", "#1b2430"),
    accent: read("--st-primary-color", "#0b5c8a"),
    border: read("--st-border-color", "#d5d5cf"),
    font: read("--st-font", "sans-serif"),
    size:
      (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) *
      Number(read("--plot-type", "1")),
    dark: luminance(background) < 0.4,
  };
}

function luminance(colour) {
  const context = penOf(element("canvas"), { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

// The styles must be there before anything is measured.
export function styles(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return /** @type {Promise<void>} */ new Promise((resolve) => {
    const link = element("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
