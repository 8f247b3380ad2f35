// Drawn, not typed: no font is sure to have these signs.

const PATHS = {
  play: "M7 4l13 8-13 8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  rewind: "M5 4h3v16H5zM20 4v16L9 12z",
  back: "M16 4v16L5 12zM17 4h3v16h-3z",
  forward: "M8 4v16l11-8zM4 4h3v16H4z",
  undo: "M9 4v4.5h5.5a5.5 5.5 0 0 1 0 11H8v-2.6h6.5a2.9 2.9 0 0 0 0-5.8H9v4.4L3 10z",
  redo: "M15 4v4.5H9.500a5.5 5.5 0 0 0 0 11H16v-2.6H9.500a2.900 2.900 0 0 1 0-5.800H15v4.400L21 10z",
  seed: "M4 4h16v16H4zM6 6v12h12V6zM8 8h3v3H8zM13 13h3v3h-3z",
  light:
    "M12 7a5 5 0 100 10 5 5 0 000-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4zM3.5 4.9l1.4-1.4 2.8 2.8-1.4 1.4zM16.3 17.7l1.4-1.4 2.8 2.8-1.4 1.4zM3.5 19.1l2.8-2.8 1.4 1.4-2.8 2.8zM16.3 6.3l2.8-2.8 1.4 1.4-2.8 2.8z",
  dark: "M20 14.5A8.5 8.5 0 019.5 4 8.5 8.5 0 1020 14.5z",
  table: "M3 4h18v16H3zm2 5v3h6V9zm8 0v3h6V9zm-8 5v4h6v-4zm8 0v4h6v-4z",
  full: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
