// The points of a figure's plots as a table (CSV), for a spreadsheet or a program.

// Long form: a row for every point drawn, with the titles of its axes, where the units stand. A map
// has its value in the last column.
export function csv(plots) {
  const lines = ["plot,name,x_axis,y_axis,x,y,value"];
  plots.forEach(({ traces, spec }, k) => {
    const axes = [spec.x.title, spec.y.title].map(text);
    for (const trace of traces)
      lines.push(...points(trace).map((row) => [k + 1, text(trace.name || ""), ...axes, ...row].join(",")));
  });
  return `${lines.join("\n")}\n`;
}

function points({ x = [], y = [], z: drawn, values: z = drawn }) {
  if (z)
    return [...y].flatMap((high, row) =>
      [...x].map((wide, column) => [text(wide), text(high), text(z[row][column])]),
    );
  return [...x].map((wide, k) => [text(wide), text(y[k]), ""]).filter(([wide]) => wide !== "");
}

const text = (value) =>
  value === null || value === undefined || Number.isNaN(value)
    ? ""
    : typeof value === "string"
      ? quoted(harmless(value))
      : String(value);

const quoted = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

// A word that a spreadsheet would carry out as a formula, a viewer's own column name say, is marked as
// text: also behind what begins a cell in other countries, and with the wide signs of East Asia.
const harmless = (value) =>
  Number.isNaN(Number(value)) ? value.replaceAll(/(^\s*|[;\t\r\n]\s*)(?=[=+\-@＝＋－＠])/g, "$1'") : value;
