import { chartCsv } from './chart-csv.js';
import { chartPicture } from './chart-picture.js';
import { chartSvg } from './chart-svg.js';
import { CHART_TITLES } from './describe.js';
import type { PlotColours, PlotModel } from './plot-model.js';

/** Saves a chart to a file of the visitor: "loss-by-epoch.png". */
export async function saveChart(
  format: 'PNG' | 'SVG' | 'CSV',
  model: PlotModel,
  colours: PlotColours,
  canvas: HTMLCanvasElement | undefined,
): Promise<void> {
  const name = `${CHART_TITLES[model.metric].toLowerCase()}-by-${model.axis}`;
  if (format === 'CSV') save(`${name}.csv`, new Blob([chartCsv(model)], { type: 'text/csv' }));
  if (format === 'SVG') {
    save(`${name}.svg`, new Blob([chartSvg(model, colours)], { type: 'image/svg+xml' }));
  }
  if (format === 'PNG' && canvas) save(`${name}.png`, await chartPicture(model, colours, canvas));
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
