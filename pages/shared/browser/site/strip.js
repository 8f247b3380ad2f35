// The chosen chapter or step is in view, however many there are before it.

const CHOSEN = '[role="radio"][aria-checked="true"]';
const BESIDE = 24; // pixels of its neighbour that show that there is one

// Who watches it goes with it.
/** @param {HTMLElement} top */
export function keepChosenInView(top) {
  const show = () => top.querySelectorAll(CHOSEN).forEach((chosen) => bringIntoView(chosen, top));
  new MutationObserver(show).observe(top, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-checked"],
  });
  new ResizeObserver(show).observe(top);
}

function bringIntoView(chosen, top) {
  let strip = chosen.parentElement;
  while (strip !== top && strip.scrollWidth <= strip.clientWidth) strip = strip.parentElement;
  if (strip !== top)
    strip.scrollLeft += wayInto(strip.getBoundingClientRect(), chosen.getBoundingClientRect());
}

// How far a strip must be scrolled for something on it to be whole in view.
export function wayInto(strip, chosen) {
  if (chosen.right + BESIDE > strip.right) return chosen.right + BESIDE - strip.right;
  return Math.min(0, chosen.left - BESIDE - strip.left);
}
