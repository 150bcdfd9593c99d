import { saveFile } from '../elements/save-file.js';
import { chartCsv } from './chart-csv.js';
import { chartPicture } from './chart-picture.js';
import { chartSvg } from './chart-svg.js';
import type { PlotColours, PlotModel } from './plot-model.js';

/** Saves a chart to a file of the visitor: "loss-by-epoch.png". */
export async function saveChart(
  format: 'PNG' | 'SVG' | 'CSV',
  model: PlotModel,
  colours: PlotColours,
  canvas: HTMLCanvasElement | undefined,
): Promise<void> {
  // A key may have what a file's name may not.
  const name = `${model.metric.toLowerCase().replace(/[^\w.-]+/g, '-')}-by-${model.axis}`;
  if (format === 'CSV') saveFile(`${name}.csv`, new Blob([chartCsv(model)], { type: 'text/csv' }));
  if (format === 'SVG') {
    saveFile(`${name}.svg`, new Blob([chartSvg(model, colours)], { type: 'image/svg+xml' }));
  }
  if (format === 'PNG' && canvas)
    saveFile(`${name}.png`, await chartPicture(model, colours, canvas));
}
