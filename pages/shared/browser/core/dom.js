// Elements, listeners and canvases in one line each.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

export function button(face, onclick, label, kind = "") {
  return element("button", { type: "button", class: kind, title: label, "aria-label": label, onclick }, face);
}

// What one element shows, another says.
let described = 0;

export function describe(picture, words) {
  words.id ||= `said-${(described += 1)}`;
  picture.setAttribute("aria-describedby", words.id);
}

let least = 1; // pixels of a canvas for one of the page

// For paper, which is sharper than screens.
export const sharpen = (density) => (least = density);

// A canvas as sharp as the screen, or as its own `density` says; returns its 2-D context, in CSS pixels, cleared.
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
  const context = canvas.getContext("2d");
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

// The theme's colours, read from the variables that Streamlit sets on every component.
export function theme(node) {
  const style = getComputedStyle(node);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  return {
    background,
    panel: read("--st-secondary-background-color", "#f2f2ee"),
    text: read("--st-text-color", "#1b2430"),
    accent: read("--st-primary-color", "#0b5c8a"),
    border: read("--st-border-color", "#d5d5cf"),
    font: read("--st-font", "sans-serif"),
    size: (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) * read("--plot-type", 1),
    dark: luminance(background) < 0.4,
  };
}

function luminance(colour) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

// The styles must be there before anything is measured.
export function styles(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = element("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
