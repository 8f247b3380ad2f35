// The plots of a figure as files; in a picture as they stand on the page, with title and sentence.

import { Paper, blank, printed, ruler } from "../draw/paper.js";
import { type } from "../draw/style.js";
import { wrapped } from "../draw/wrap.js";
import { download, saveFile } from "../save/save.js";
import { csv } from "../save/spreadsheet.js";
import { recordFigure, saveStandalone } from "../save/standalone.js";

/** @import { Figure } from "./figure.js" */

// What can be saved: { kind: act(work) }. A figure from a file has nobody to ask for more.
/** @param {Figure} figure */
export function filesOf(figure) {
  const { figure: name, files, away } = figure.data;
  const pictures = {
    png: () => savePlots(figure, "png"),
    svg: () => savePlots(figure, "svg"),
    csv: () => download(`${name}.csv`, "text/csv", csv(figure.plots)),
  };
  if (away) return pictures;
  const page = (work) => saveStandalone(figure, `${name}.html`, recordFigure(figure), work);
  const programs = Object.keys(files).map((file) => [file.split(".").pop(), () => saveFile(figure, file)]);
  return { html: page, ...pictures, ...Object.fromEntries(programs) };
}

/** @param {Figure} figure  @param {"png" | "svg"} kind */
async function savePlots(figure, kind) {
  const { Plotly, plots, views } = figure;
  if (!Plotly || !plots.length) throw new Error(figure.words.nothing_yet);
  const colours = printed(figure.colours);
  const rem = colours.size;
  const { clientWidth: width, clientHeight: height } = views;
  const sentence = wrapped(figure.live.textContent, width, ruler(type(colours)));
  const paper = new Paper(kind, width + 2 * rem, Math.ceil(height + (4.6 + 1.4 * sentence.length) * rem));
  const { context } = paper;
  blank(context, paper.width, paper.height, colours);
  sentence.forEach((line, k) => context.fillText(line, rem, height + (3.8 + 1.4 * k) * rem));
  context.font = type(colours, 1.15, 600);
  context.fillText(document.title, rem, 0.9 * rem);
  for (const { node, plot } of plots) {
    const [left, top] = [node.offsetLeft - views.offsetLeft, node.offsetTop - views.offsetTop];
    const [wide, high] = [node.clientWidth, node.clientHeight];
    const drawn = await paper.plotted(Plotly, plot, wide, high);
    context.drawImage(drawn, left + rem, top + 3 * rem, wide, high);
  }
  const blob = await paper.blob();
  download(`${figure.data.figure}.${kind}`, blob.type, blob);
}
