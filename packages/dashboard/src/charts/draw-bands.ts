import type uPlot from 'uplot';
import { type Curve, placesWithin } from './curve.js';
import { opacityOf, withOpacity } from './plot-model.js';
import type { PlotState } from './plot-options.js';

/** How strong a band, its edges, and the raw line under a smoothed one are drawn. */
export const BAND_STRENGTH = { band: 0.16, edge: 0.4, raw: 0.45 } as const;

/**
 * Draws what lies under the lines: from the lowest to the highest value of every bucket that
 * gathers several points, so that no extreme is missing, and the raw line where it is smoothed.
 */
export function drawBands(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  curves: readonly Curve[],
): void {
  ctx.save();
  clipToPlot(ctx, chart);
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([]);
  const looks = new Map(state.model.runs.map(({ id, look }) => [id, look]));
  for (const curve of curves) {
    const colour = state.colours.runs[looks.get(curve.run)?.colour ?? 0];
    const opacity = opacityOf(curve);
    ctx.fillStyle = withOpacity(colour, BAND_STRENGTH.band * opacity);
    ctx.strokeStyle = withOpacity(colour, BAND_STRENGTH.edge * opacity);
    drawBand(ctx, chart, state, curve);
    if (!curve.raw) continue;
    ctx.strokeStyle = withOpacity(colour, BAND_STRENGTH.raw * opacity);
    strokeLine(ctx, chart, state, curve, curve.raw);
  }
  ctx.restore();
}

/** Nothing is drawn outside the axes from here on, until the context is restored. */
export function clipToPlot(ctx: CanvasRenderingContext2D, { bbox }: uPlot): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}

/** Strokes one of a curve's columns as a line that breaks where it is no number. */
export function strokeLine(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  curve: Curve,
  values: Float64Array,
): void {
  const { x } = curve;
  const y = heightOn(chart, state);
  const [first, end] = placesDrawn(curve, state);
  ctx.beginPath();
  let isDown = false;
  for (let i = first; i < end; i++) {
    const height = y(values[i]);
    const isThere = Number.isFinite(height);
    if (isThere) {
      const across = chart.valToPos(x[i], 'x', true);
      isDown ? ctx.lineTo(across, height) : ctx.moveTo(across, height);
    }
    isDown = isThere;
  }
  ctx.stroke();
}

/** Places within the picture, with one more on either side, whose lines reach into it. */
export function placesDrawn(curve: Curve, { extents }: PlotState): readonly [number, number] {
  const [first, end] = placesWithin(curve, ...extents.x);
  return [Math.max(0, first - 1), Math.min(curve.x.length, end + 1)];
}

/** Where a value is on the canvas; NaN where it has no place. */
function heightOn(chart: uPlot, { model }: PlotState): (value: number) => number {
  const isLog = model.scale === 'log';
  return (value) => (isLog && !(value > 0) ? Number.NaN : chart.valToPos(value, 'y', true));
}

/** Fills between the lowest and the highest value, where a bucket or one beside it has a height. */
function drawBand(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  curve: Curve,
): void {
  const { x, low, high } = curve;
  const y = heightOn(chart, state);
  const [first, end] = placesDrawn(curve, state);
  const hasHeight = (i: number) => i >= first && i < end && high[i] > low[i];
  const stretch: { across: number; bottom: number }[] = [];
  const close = () => {
    if (stretch.length === 0) return;
    for (let i = stretch.length - 1; i >= 0; i--) ctx.lineTo(stretch[i].across, stretch[i].bottom);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
    stretch.length = 0;
  };
  for (let i = first; i < end; i++) {
    const [top, bottom] = [y(high[i]), y(low[i])];
    const isWanted = hasHeight(i) || hasHeight(i - 1) || hasHeight(i + 1);
    if (!isWanted || !Number.isFinite(top) || !Number.isFinite(bottom)) {
      close();
      continue;
    }
    const across = chart.valToPos(x[i], 'x', true);
    if (stretch.length === 0) {
      ctx.beginPath();
      ctx.moveTo(across, top);
    } else ctx.lineTo(across, top);
    stretch.push({ across, bottom });
  }
  close();
}
