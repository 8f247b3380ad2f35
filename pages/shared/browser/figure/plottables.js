// What plots show, as tables: a column for each curve where they share their places, else a row for
// each point; a map by rows and columns, as it lies.

import { fill } from "../core/words.js";
import { places, thinned } from "../draw/tables.js";

export const plotTables = (views, words) => views.flatMap((view) => tablesOf(view, words));

export const captionOf = ({ title, x, y }, words) =>
  title || fill(words.plot_label, { x: x.title, y: y.title });

function tablesOf({ spec, traces }, words) {
  if (!spec) return [];
  const maps = traces
    .filter(({ type, z }) => type === "heatmap" && z)
    .map((trace) => mapTable(trace, spec, words));
  const drawn = traces.filter(({ type, x }) => ["scatter", "bar"].includes(type) && x && x.length);
  const named = drawn.filter(({ name }) => name); // the others only mark something
  const curves = named.length || maps.length ? named : drawn;
  return curves.length ? [...maps, curveTable(curves, spec, words)] : maps;
}

function curveTable(curves, spec, words) {
  const caption = captionOf(spec, words);
  const names = curves.map(
    (curve, k) => curve.name || [spec.y.title, ...(curves.length > 1 ? [k + 1] : [])].join(" "),
  );
  const count = curves[0].x.length;
  if (curves.every(({ x }) => same(x, curves[0].x))) {
    return {
      caption: thinned(words, caption, count),
      header: [spec.x.title, ...names],
      rows: places(count).map((k) => [
        placed(spec.x, curves[0].x[k]),
        ...curves.map(({ y }) => placed(spec.y, y[k])),
      ]),
    };
  }
  const most = Math.max(Math.floor(60 / curves.length), 4); // rows of each
  const rows = curves.flatMap(({ x, y }, c) => {
    const drawn = Array.from(x.keys()).filter((k) => present(x[k]) && present(y[k]));
    return places(drawn.length, most).map((k) => [
      names[c],
      placed(spec.x, x[drawn[k]]),
      placed(spec.y, y[drawn[k]]),
    ]);
  });
  const whole = curves.reduce((sum, { x }) => sum + x.length, 0);
  return {
    caption: thinned(words, caption, whole, rows.length),
    header: [words.table_series, spec.x.title, spec.y.title],
    rows,
  };
}

const present = (value) => value !== null && value !== undefined && !Number.isNaN(value);

// What stands on the axis, where its places have names.
const placed = ({ names }, value) => (names.length && Number.isInteger(value) ? names[value] : value);

const same = (one, other) => one.length === other.length && one.every((value, k) => value === other[k]);

function mapTable({ x, y, z, values = z, colorbar }, spec, words) {
  const [columns, rows] = [places(x.length, 9), places(y.length, 9)];
  const marks = (colorbar && colorbar.ticktext) || [];
  const cell = (value) =>
    Number.isNaN(value) ? marks[0] : value === Infinity ? marks[marks.length - 1] : value;
  return {
    caption: fill(words.table_map, { caption: captionOf(spec, words), rows: y.length, columns: x.length }),
    header: [`${spec.y.title} \\ ${spec.x.title}`, ...columns.map((k) => said(placed(spec.x, x[k])))],
    rows: rows.map((row) => [placed(spec.y, y[row]), ...columns.map((k) => cell(values[row][k]))]),
  };
}

const said = (value) => (typeof value === "number" ? String(Number(value.toPrecision(3))) : value);
