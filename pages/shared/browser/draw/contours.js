// Level lines of a grid, by marching squares. Pure: numbers in, pieces of lines out.

// Where level lines lie that leave equal distances on a bowl: shares of the area below each.
const SHARES = [0.01, 0.05, 0.12, 0.22, 0.35, 0.5, 0.68];

export function levels(grid) {
  const sorted = Float32Array.from(grid).filter(Number.isFinite).sort();
  return sorted.length ? SHARES.map((share) => sorted[Math.floor(share * (sorted.length - 1))]) : [];
}

// [[x1, y1, x2, y2], …] of one level, in columns and rows of the grid.
export function pieces(grid, columns, level) {
  const rows = grid.length / columns;
  const found = [];
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = row * columns + column;
      const crossings = cross([grid[at], grid[at + 1], grid[at + columns + 1], grid[at + columns]], level);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const [[x1, y1], [x2, y2]] = [crossings[k], crossings[k + 1]];
        found.push([column + x1, row + y1, column + x2, row + y2]);
      }
    }
  }
  return found;
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

// Where the level crosses the four sides of a square, in turn: none, two or four places.
function cross(heights, level) {
  const places = [];
  for (let side = 0; side < 4; side++) {
    const [a, b] = [heights[side], heights[(side + 1) % 4]];
    if (a < level === b < level || !Number.isFinite(a + b)) continue;
    const part = (level - a) / (b - a);
    const [from, to] = [CORNERS[side], CORNERS[(side + 1) % 4]];
    places.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
  }
  return places;
}
