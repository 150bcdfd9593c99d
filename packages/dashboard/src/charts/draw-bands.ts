import type uPlot from 'uplot';
import { type Curve, placesWithin } from './curve.js';
import { opacityOf, withOpacity } from './plot-model.js';
import type { PlotState } from './plot-options.js';

/** How strong a band, its edges, and the raw line under a smoothed one are drawn. */
const STRENGTH = { band: 0.16, edge: 0.4, raw: 0.45 } as const;

/**
 * Draws what lies under the lines: from the lowest to the highest value of every bucket that
 * gathers several points, so that no extreme is missing, and the raw line where it is smoothed.
 */
export function drawBands(chart: uPlot, state: PlotState): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = scale;
  ctx.setLineDash([]);
  for (const curve of state.model.curves) {
    const look = state.model.runs.find((run) => run.id === curve.run)?.look;
    const colour = state.colours.runs[look?.colour ?? 0];
    const opacity = opacityOf(curve, state.highlighted);
    const points = pixelsOf(chart, curve, state);
    ctx.fillStyle = withOpacity(colour, STRENGTH.band * opacity);
    ctx.strokeStyle = withOpacity(colour, STRENGTH.edge * opacity);
    for (const stretch of stretchesOf(points)) drawBand(ctx, stretch);
    if (!curve.raw) continue;
    ctx.strokeStyle = withOpacity(colour, STRENGTH.raw * opacity);
    drawRaw(ctx, points);
  }
  ctx.restore();
}

/** A bucket on the canvas; NaN where it has no finite value. */
interface BucketPixels {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  readonly raw: number;
}

function pixelsOf(chart: uPlot, curve: Curve, state: PlotState): readonly BucketPixels[] {
  const [from, to] = state.extents.x;
  const [first, end] = placesWithin(curve, from, to);
  const isLog = state.model.scale === 'log';
  const y = (value: number) =>
    isLog && !(value > 0) ? Number.NaN : chart.valToPos(value, 'y', true);
  const pixels: BucketPixels[] = [];
  // One more on either side, whose lines reach into the picture.
  for (let i = Math.max(0, first - 1); i < Math.min(curve.x.length, end + 1); i++) {
    pixels.push({
      x: chart.valToPos(curve.x[i], 'x', true),
      low: y(curve.low[i]),
      high: y(curve.high[i]),
      raw: curve.raw ? y(curve.raw[i]) : Number.NaN,
    });
  }
  return pixels;
}

/** Neighbours of which at least one has a height, parted where there is no finite value. */
function stretchesOf(points: readonly BucketPixels[]): readonly (readonly BucketPixels[])[] {
  const stretches: BucketPixels[][] = [[]];
  points.forEach((point, i) => {
    const hasHeight = (one: BucketPixels | undefined) => one !== undefined && one.low > one.high;
    const isWanted = hasHeight(point) || hasHeight(points[i - 1]) || hasHeight(points[i + 1]);
    if (isWanted && Number.isFinite(point.low) && Number.isFinite(point.high)) {
      stretches.at(-1)!.push(point);
    } else if (stretches.at(-1)!.length > 0) stretches.push([]);
  });
  return stretches.filter((stretch) => stretch.length > 0);
}

function drawBand(ctx: CanvasRenderingContext2D, stretch: readonly BucketPixels[]): void {
  ctx.beginPath();
  for (const { x, high } of stretch) ctx.lineTo(x, high);
  for (let i = stretch.length - 1; i >= 0; i--) ctx.lineTo(stretch[i].x, stretch[i].low);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
}

function drawRaw(ctx: CanvasRenderingContext2D, points: readonly BucketPixels[]): void {
  ctx.beginPath();
  let isDown = false;
  for (const { x, raw } of points) {
    if (Number.isFinite(raw)) isDown ? ctx.lineTo(x, raw) : ctx.moveTo(x, raw);
    isDown = Number.isFinite(raw);
  }
  ctx.stroke();
}
