import type uPlot from 'uplot';
import type { Curve } from './curve.js';
import { placesWithin } from './curve.js';
import { clipToPlot, strokeLine } from './draw-bands.js';
import type { Extent } from './extent.js';
import { opacityOf, type PlotModel, withOpacity } from './plot-model.js';
import { dashOf, type PlotState, widthOf } from './plot-options.js';

/** From so many points in sight on, curves are drawn by pixels of our own. */
const DENSE = 5000;

/** Whether so much of a model is in sight that paths would take too long (paint-dense.ts). */
export function isDense({ curves }: PlotModel, x: Extent): boolean {
  let points = 0;
  for (const curve of curves) {
    const [first, end] = placesWithin(curve, ...x);
    points += end - first;
  }
  return points > DENSE;
}

/** Draws a curve's line where uPlot does not: over the chart. */
export function drawLine(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  curve: Curve,
): void {
  ctx.save();
  clipToPlot(ctx, chart);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = withOpacity(colourOf(state, curve), opacityOf(curve));
  ctx.setLineDash(dashOf(curve, state.model).map((length) => length * devicePixelRatio));
  ctx.lineWidth = widthOf(curve) * devicePixelRatio;
  strokeLine(ctx, chart, state, curve, curve.y);
  ctx.restore();
}

/** The colour of a curve's run. */
export function colourOf({ model, colours }: PlotState, curve: Curve): string {
  return colours.runs[model.runs.find(({ id }) => id === curve.run)?.look.colour ?? 0];
}
