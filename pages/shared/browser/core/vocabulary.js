// What the server says of one part of the page, with the words and names that it says of all alike.

const merged = new Map();

export function withVocabulary(own, alike) {
  return { ...alike.entries, ...own, words: wordsOf(own, alike.words) };
}

// The words of the parts that are named; the same object whenever they are the same.
function wordsOf({ language, words = [] }, all) {
  const key = `${language} ${words}`;
  if (!merged.has(key)) merged.set(key, Object.assign({}, ...words.map((part) => all[part])));
  return merged.get(key);
}
