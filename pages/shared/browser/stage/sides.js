// Pins and comparisons as changes of a query: pure functions from one query to the next.
//
// Pinned runs stand last. Of two settings A is the pinned runs on the ground that they were pinned on,
// which is written down under a.surface, a.start and so on; B is all else.

import { canonical } from "../core/address.js";
import { Query } from "../core/query.js";

const number = (place) => (place === 0 ? "" : `.${place + 1}`);

// A query on this ground with these runs, the last `pinned` of them pinned.
function arranged(query, ground, places, pinned, more = []) {
  const runs = places.flatMap((place, k) => query.of(place).map(([key, text]) => [key + number(k), text]));
  const pins = places.map((_, k) => String(k + 1)).slice(places.length - pinned);
  const kept = pinned ? [["pins", pins.join(",")], ...more] : [];
  return new Query(new URLSearchParams([...ground, ...runs, ...kept]));
}

const comparison = (layout, ground) => [
  ["compare", layout],
  ...ground.map(([key, text]) => [`a.${key}`, text]),
];
const kept = (query) => [...query.values].filter(([key]) => key === "compare" || key.startsWith("a."));

// One run stays as it is; itself goes on.
export function pinned(query, place) {
  return arranged(
    query,
    query.ground,
    [...query.live, ...query.pins, place],
    query.pins.length + 1,
    kept(query),
  );
}

export function unpinned(query) {
  const { live } = query;
  return arranged(query, query.ground, live.length ? live : query.pins, 0);
}

// The setting as it stands is A; where runs are pinned already, those are.
export function compared(query, layout) {
  const { live, pins } = query;
  const first = pins.length ? pins : live;
  const second = live.length ? live : pins;
  return arranged(query, query.ground, [...second, ...first], first.length, comparison(layout, query.ground));
}

export function swapped(query) {
  const { live, pins } = query;
  return arranged(
    query,
    query.groundOfA,
    [...pins, ...live],
    live.length,
    comparison(query.get("compare"), query.ground),
  );
}

// Whether A's runs can go on under these sliders as B's do: they are B's but for what the sliders
// move, and every slider has one value. A lesson has no others.
export function swappable(query, controls) {
  const { live, pins } = query;
  if (live.length !== pins.length) return false;
  const turned = new Set(controls.flatMap(({ keys }) => keys));
  const rest = (place, k) => JSON.stringify(query.of(place).filter(([key]) => !turned.has(key + number(k))));
  const next = swapped(query);
  return (
    live.every((at, k) => rest(at, k) === rest(pins[k], k)) &&
    controls.every(({ keys }) => new Set(keys.map((key) => next.get(key))).size <= 1)
  );
}

export function laidOut(query, layout) {
  const next = new Query(query.toString());
  next.set("compare", layout);
  return next;
}

// How a query compares: "" where it doesn't, else overlaid or split; on two surfaces always split.
export function layoutOf(query) {
  const wanted = query.get("compare");
  if (!wanted || !query.pins.length || !query.live.length) return "";
  return sameSurface(query) ? wanted : "split";
}

export const surfaceOfA = (query) => new Query(new URLSearchParams(query.groundOfA)).surface;

export const sameSurface = (query) => canonical(query.surface) === canonical(surfaceOfA(query));

// Whether A stands on ground of its own, so that its runs are asked for by themselves.
export function apart(query) {
  const text = (pairs) => canonical(new URLSearchParams(pairs).toString());
  return layoutOf(query) !== "" && text(query.ground) !== text(query.groundOfA);
}

// What the core is asked of one side: its own runs on its own ground.
export function sideOf(query, pinned) {
  return arranged(query, pinned ? query.groundOfA : query.ground, pinned ? query.pins : query.live, 0);
}

// Runs that go together: each of A's with B's of the same optimiser, and one with one whatever they are.
export function pairs(query) {
  const { live, pins, runs } = query;
  if (live.length === 1 && pins.length === 1) return [[pins[0], live[0]]];
  const left = [...live];
  const kind = (place) => [runs[place].optimizer, query.get(`sampling${runs[place].suffix}`)].join();
  return pins.flatMap((a) => {
    const at = left.findIndex((b) => kind(b) === kind(a));
    return at < 0 ? [] : [[a, left.splice(at, 1)[0]]];
  });
}
