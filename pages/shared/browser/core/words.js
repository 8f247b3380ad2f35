// Words and numbers put into sentences. Pure functions.

// Fill {names} of a sentence; an unknown name stays, so that a test can see it. Latin letters and
// digits stand apart from Chinese, Chinese does not: as words/__init__.py does it:
// tests/golden/words.json holds both to it.
// {count|step|steps} is the first word where the count is 1, else the second.
export function fill(sentence, values) {
  const counted = sentence.replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (whole, name, one, more) =>
    Object.hasOwn(values, name) ? (String(values[name]) === "1" ? one : more) : whole,
  );
  return counted.replace(/( ?)\{(\w+)\}( ?)/g, (whole, before, name, after, at) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = String(values[name]);
    const [left, right] = [counted[at - 1], counted[at + whole.length]];
    return gap(before, left, value[0]) + value + gap(after, value.at(-1), right);
  });
}

// Sentences one after the other; a Chinese full stop has its space in itself.
export const paragraph = (sentences) => sentences.filter(Boolean).join(" ").replaceAll("。 ", "。");

const CHINESE = /[\u4e00-\u9fff]/;
const LATIN = /[A-Za-z0-9\u0370-\u03ff)]/;

function gap(space, left = "", right = "") {
  const chinese = [left, right].map((letter) => CHINESE.test(letter));
  if (chinese.every(Boolean)) return "";
  return chinese.some(Boolean) && [left, right].some((letter) => LATIN.test(letter)) ? " " : space;
}
