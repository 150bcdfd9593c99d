import { DASHES } from '../runs/look.js';
import { X_AXIS_TITLES } from './axis-text.js';
import { chartTitle } from './chart-metric.js';
import type { PlotColours, PlotModel } from './plot-model.js';

/** Lines of words above and below the chart, in CSS pixels. */
const LINE = 20;

/** A chart's canvas with its title above and its runs below, as a PNG. */
export function chartPicture(
  model: PlotModel,
  { palette, runs }: PlotColours,
  canvas: HTMLCanvasElement,
): Promise<Blob> {
  const scale = devicePixelRatio;
  const picture = document.createElement('canvas');
  const below = LINE * 1.5 + canvas.height / scale;
  picture.width = canvas.width;
  picture.height = (below + LINE * (model.runs.length + 0.5)) * scale;
  const ctx = picture.getContext('2d')!;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.drawImage(canvas, 0, LINE * 1.5 * scale);
  ctx.scale(scale, scale);
  ctx.font = '12px "Inter Variable", system-ui, sans-serif';
  ctx.fillStyle = palette.ink;
  ctx.fillText(`${chartTitle(model.metric)} by ${X_AXIS_TITLES[model.axis]}`, 12, LINE);
  model.runs.forEach(({ name, look }, i) => {
    const y = below + LINE * (i + 0.5);
    ctx.strokeStyle = runs[look.colour];
    ctx.lineWidth = 2;
    ctx.setLineDash([...DASHES[look.dash]]);
    ctx.beginPath();
    ctx.moveTo(46, y);
    ctx.lineTo(72, y);
    ctx.stroke();
    ctx.fillText(name, 80, y + 4);
  });
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error('The browser made no picture of the chart.')),
    ),
  );
}
