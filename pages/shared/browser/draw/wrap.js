// Words that find no room in a line go on in the next one.

// Chinese breaks anywhere, but no line begins with what closes a sentence or a bracket, and none
// ends with what opens one. A space that does not break is part of its word.
const WORDS =
  /（*(?!（)[\u2e80-\uffef][，。；：！？、）]*(?:\u00a0[^ \u2e80-\uffef]+)?|（*[^ \u2e80-\uffef]+[，。；：！？、）]* *| +|（+/g;
const SAMPLE = 45; // pixels of a line beside its name

// The lines that a text takes at some width; wide(text) is how wide it is.
export function wrapped(text, width, wide) {
  const lines = [""];
  for (const word of text.match(WORDS) || []) {
    const last = lines.length - 1;
    if (lines[last].trim() && wide(lines[last] + word.trimEnd()) > width) lines.push(word);
    else lines[last] += word;
  }
  return lines.map((line) => line.trim());
}

// About how wide a text is: a letter half as wide as high, a Chinese one as wide.
export const about = (size) => (text) => 0.5 * size * letters(text);

// Rows of a legend that is as wide as the plot: its columns are as wide as its longest name.
export function legendRows(names, width, size) {
  const longest = Math.max(0, ...names.map(about(0.9 * size)));
  return Math.ceil(names.length / Math.max(Math.floor(width / (longest + SAMPLE)), 1));
}

const letters = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
