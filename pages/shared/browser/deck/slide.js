// The slide itself: who has the focus on it, and which part of its text is seen.

const DRAWN = [150, 700]; // milliseconds until what Streamlit sent is laid out: soon, or on a slow machine
const COLUMN = '[data-testid="stColumn"]';
const ASIDE = ".stage :is(.side, .panel, .dock, .live, .left > .results)";
const NEAR = 8; // pixels that hide nothing

export function inStage() {
  return Boolean(document.activeElement?.closest(".stage:has(> .body)"));
}

// The address bar says how the experiment is looked at just now.
export function remember() {
  for (const stage of Object.values(window.__stages || {}))
    if (stage.parent.isConnected) stage.address.remember();
}

// What can be scrolled, in the order in which the keys go through it: the text or the question beside
// a picture, the page, then what stands around the picture.
export function scrolled() {
  const columns = [...document.querySelectorAll(COLUMN)].filter((column) => !column.querySelector(".stage"));
  return [...columns, page(), ...document.querySelectorAll(ASIDE)].filter(moves);
}

function moves(part) {
  return part.scrollHeight > part.clientHeight + NEAR && /auto|scroll/.test(getComputedStyle(part).overflowY);
}

function page() {
  const whole = /** @type {Element} */ (document.scrollingElement);
  return document.querySelector('[data-testid="stMain"]') || whole;
}

export function goesOn(part) {
  return part.scrollTop + part.clientHeight < part.scrollHeight - NEAR;
}

export function scroll(direction) {
  const part = scrolled().find((each) => (direction > 0 ? goesOn(each) : each.scrollTop > 0));
  part?.scrollBy({ top: direction * 0.7 * part.clientHeight, behavior: behavior() });
}

// What goes on below its edge says so there; true if words do.
export function markBelow() {
  const below = scrolled().filter(goesOn);
  for (const each of document.querySelectorAll("[data-goes-on]"))
    if (!below.includes(each)) each.removeAttribute("data-goes-on");
  for (const each of below) each.setAttribute("data-goes-on", "");
  return below.some((each) => !each.matches(ASIDE));
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
