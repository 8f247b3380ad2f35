// Words on a plot that is too narrow for them go on in the next line.

const PARTS = /\s+|[\u2e80-\u9fff][，。；：、）？！]*|[^\s\u2e80-\u9fff]+/g; // a Chinese line may end after any character
const FEWEST = 12; // letters in a line

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

const letters = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
