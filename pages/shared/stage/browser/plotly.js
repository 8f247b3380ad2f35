// Plotly is loaded once, from our own server, when the first stage appears.

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
    ? [[0, "#0e2433"], [0.5, "#17303f"], [1, "#22313a"]]
    : [[0, "#c3d9e6"], [0.5, "#e3ecef"], [1, "#f6f5f0"]];
}

// Heights for the contours: powers of ten above the lowest point, or the loss itself.
export function heights(surface) {
  if (surface.contours !== "log") return surface.grid;
  const reach = surface.highest - surface.floor;
  return surface.grid.map((f) => Math.log10(Math.max(f - surface.floor, 0) / reach + 1e-5));
}

export function rows(flat, width) {
  const result = [];
  for (let at = 0; at < flat.length; at += width) result.push(flat.subarray(at, at + width));
  return result;
}
