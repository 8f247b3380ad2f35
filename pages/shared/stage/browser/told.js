// What a part of the page is told: what the server says of this one, and what it says of all alike.

const merged = new Map();

export function told(own, alike) {
  return { ...alike.entries, ...own, words: wordsOf(own, alike.words) };
}

// The words of the parts that are named; the same object whenever they are the same.
function wordsOf({ language, words = [] }, all) {
  const key = `${language} ${words}`;
  if (!merged.has(key)) merged.set(key, Object.assign({}, ...words.map((part) => all[part])));
  return merged.get(key);
}
