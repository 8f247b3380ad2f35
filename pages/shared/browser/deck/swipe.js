// A finger drawn across a slide turns it, but not where the finger moves something of its own.

const FAR = 60; // pixels
const SOON = 800; // milliseconds
const LEVEL = 2; // times as far across as up or down
const HELD = ".stage .body, input, select, textarea, [role=slider], [data-baseweb=slider]";

/** @typedef {[x: number, y: number, time: number]} Touched */

// turn(past) is asked for the next slide (1) or the one before (-1); hears() says whether swipes count now.
export function listen(turn, hears) {
  /** @type {Touched | null} */
  let start = null;
  const begin = (event) =>
    (start = hears() && event.touches.length === 1 && isFree(event.target) ? pointOf(event) : null);
  const end = (event) => {
    const past = start ? turned(start, pointOf(event)) : 0;
    start = null;
    if (past) turn(past);
  };
  document.addEventListener("touchstart", begin, { passive: true });
  document.addEventListener("touchend", end, { passive: true });
  document.addEventListener("touchcancel", () => (start = null), { passive: true });
}

function isFree(target) {
  if (target.closest(HELD)) return false;
  for (let node = target; node; node = node.parentElement) if (slides(node)) return false;
  return true;
}

// A wide table or formula moves under the finger.
function slides(node) {
  return node.scrollWidth > node.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(node).overflowX);
}

/** @type {(event: TouchEvent) => Touched} */
const pointOf = ({ changedTouches: [{ clientX, clientY }], timeStamp }) => [clientX, clientY, timeStamp];

// 1, -1, or 0 for what was no swipe: to the left is onward. Pure.
/** @param {Touched} from  @param {Touched} to */
export function turned([x0, y0, t0], [x1, y1, t1]) {
  const [across, down] = [x1 - x0, Math.abs(y1 - y0)];
  const swiped = Math.abs(across) > FAR && Math.abs(across) > LEVEL * down && t1 - t0 < SOON;
  return swiped ? -Math.sign(across) : 0;
}
