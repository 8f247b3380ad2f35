// A list of points as the address bar holds it, "0:0.1,50:0.01", and back.

export const readPoints = (text) =>
  text && text !== "none" ? text.split(",").map((pair) => pair.split(":").map(Number)) : [];

export const writePoints = (points) => points.map((point) => point.join(":")).join(",") || "none";
