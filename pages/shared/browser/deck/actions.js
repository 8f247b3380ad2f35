// What each order of orders.js does.

import { scroll } from "./slide.js";

export function actionsOf(deck, key) {
  const { overlays, data, target, dark, zoom, laser } = deck;
  return {
    next: () => deck.go(target + 1),
    previous: () => deck.go(target - 1),
    first: () => deck.go(0),
    last: () => deck.go(data.titles.length - 1),
    down: () => scroll(1),
    up: () => scroll(-1),
    reveal: () => deck.reveal(),
    full: () => fullScreen(),
    black: () => deck.blacken(!dark),
    overview: () => overlays.toggle("overview"),
    forth: () => overlays.step(1),
    back: () => overlays.step(-1),
    open: () => overlays.openChosen(),
    close: () => (dark ? deck.blacken(false) : overlays.close()),
    language: () => deck.ask({ do: "language" }),
    join: () => overlays.toggle("join"),
    laser: () => laser.set(!laser.on),
    timer: () => deck.showTimer(),
    restart: () => deck.restart(),
    larger: () => deck.resize(zoom + 1),
    smaller: () => deck.resize(zoom - 1),
    size: () => deck.resize(Number(key)),
    presenter: () => deck.openDesk(),
    leave: () => deck.ask({ do: "view", to: data.view === "page" ? "lecture" : "page" }),
    help: () => overlays.toggle("help"),
  };
}

// Some browsers allow none; then the slide stays as it is.
function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => null);
}
