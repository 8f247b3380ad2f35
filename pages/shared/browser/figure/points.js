// A list of points as the address bar holds it, "0:0.1,50:0.01", and back.

/** @import { Pair } from "../core/types.js" */

/** @type {(text: string | undefined) => Pair[]} */
export const readPoints = (text) => (text && text !== "none" ? text.split(",").map(readPoint) : []);

/** @type {(text: string) => Pair} */
const readPoint = (text) => {
  const [epoch, value] = text.split(":").map(Number);
  return [epoch, value];
};

/** @type {(points: Pair[]) => string} */
export const writePoints = (points) => points.map((point) => point.join(":")).join(",") || "none";

// With one more, in the order of their epochs.
/** @type {(points: Pair[], point: Pair) => Pair[]} */
export const withPoint = (points, point) => [...points, point].sort((a, b) => a[0] - b[0]);
