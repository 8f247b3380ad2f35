// The slide itself: who has the focus on it, and which part of its text is seen.

const DRAWN = [150, 700]; // milliseconds until what Streamlit sent is laid out: soon, or on a slow machine
const COLUMN = '[data-testid="stColumn"]';

export function inStage() {
  return Boolean(document.activeElement?.closest(".stage:has(> .body)"));
}

// The address bar says how the experiment is looked at just now.
export function remember() {
  for (const stage of Object.values(window.__stages || {})) if (stage.parent.isConnected) stage.link.remember();
}

// The text beside a picture or a question; on a page without, the page.
function columns() {
  const found = [...document.querySelectorAll(COLUMN)].filter((column) => !column.querySelector(".stage"));
  return found.filter((column) => column.scrollHeight > column.clientHeight + 1);
}

function page() {
  return document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
}

export function scroll(direction) {
  const [part = page()] = columns();
  part.scrollBy({ top: direction * 0.7 * part.clientHeight, behavior: behavior() });
}

export function toTop() {
  for (const column of document.querySelectorAll(COLUMN)) column.scrollTop = 0;
  page().scrollTop = 0;
}

// What was asked, with its answer, comes to the top; before, there is what led to it.
export function toRevealed(number) {
  for (const wait of DRAWN) setTimeout(() => bring(number), wait);
}

function bring(number) {
  const asked = document.querySelectorAll('[class*="st-key-asked-"]')[number - 1];
  const column = asked?.closest(COLUMN);
  if (!column) return;
  const top = column.scrollTop + asked.getBoundingClientRect().top - column.getBoundingClientRect().top;
  column.scrollTo({ top, behavior: behavior() });
}

function behavior() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

// A button pressed with the mouse does not keep the keys, or the next space would press it again.
export function release({ detail, target }) {
  const button = detail > 0 && target.closest?.("button, summary, a");
  if (button && !button.closest(".stage") && document.activeElement === button) button.blur();
}
