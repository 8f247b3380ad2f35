// What a reader has done in lessons, kept in this browser: an entry for each lesson.
// Some browsers keep nothing; then it lasts as long as the page.

import { afterOrders } from "../core/turns.js";

const PREFIX = "descent-lab-lesson-";

export function mount({ data, setStateValue }) {
  if (data.write) Object.entries(data.write).forEach(([lesson, text]) => keep(lesson, text));
  else afterOrders(() => setStateValue("stored", JSON.stringify(kept())));
  return () => {};
}

function keep(lesson, text) {
  try {
    localStorage.setItem(PREFIX + lesson, text);
  } catch {
    return;
  }
}

function kept() {
  try {
    const own = Object.entries(localStorage).filter(([key]) => key.startsWith(PREFIX));
    return Object.fromEntries(own.map(([key, text]) => [key.slice(PREFIX.length), text]));
  } catch {
    return {};
  }
}
