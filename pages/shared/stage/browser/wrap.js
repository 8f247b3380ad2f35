// Words on a plot that is too narrow for them go on in the next line.

const PARTS = /\s+|[\u2e80-\u9fff][，。；：、）？！]*|[^\s\u2e80-\u9fff]+/g; // a Chinese line may end after any character
const FEWEST = 12; // letters in a line
const SAMPLE = 45; // pixels of a line beside its name

// Lines of `text` for so many pixels: a letter is about half as wide as high, a Chinese one as wide.
export function wrapped(text, width, size) {
  const most = Math.max(width / (0.5 * size), FEWEST);
  const lines = [""];
  for (const part of text.match(PARTS) || []) {
    const last = lines.length - 1;
    if (lines[last].trim() && letters(lines[last] + part.trimEnd()) > most) lines.push(part.trimStart());
    else lines[last] += part;
  }
  return lines.map((line) => line.trim());
}

// Rows of a legend that is as wide as the plot: its columns are as wide as its longest name.
export function legendRows(names, width, size) {
  const longest = Math.max(0, ...names.map(letters));
  return Math.ceil(names.length / Math.max(Math.floor(width / (0.45 * size * longest + SAMPLE)), 1));
}

const letters = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
