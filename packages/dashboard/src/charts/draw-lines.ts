import type uPlot from 'uplot';
import type { Curve } from './curve.js';
import { placesWithin } from './curve.js';
import { clipToPlot, strokeWide } from './draw-bands.js';
import type { Extent } from './extent.js';
import { opacityOf, type PlotModel, withOpacity } from './plot-model.js';
import { dashOf, type PlotState, widthOf } from './plot-options.js';

/** From so many points in sight on, lines are drawn by pixels. */
const DENSE = 5000;

/** Whether so much of a model is in sight that wide strokes would take too long. */
export function isDense({ curves }: PlotModel, x: Extent): boolean {
  let points = 0;
  for (const curve of curves) {
    const [first, end] = placesWithin(curve, ...x);
    points += end - first;
  }
  return points > DENSE;
}

/** Draws a curve's line, where uPlot leaves that to us. */
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
  strokeWide(ctx, chart, state, curve, widthOf(curve));
  ctx.restore();
}

/** The colour of a curve's run. */
export function colourOf({ model, colours }: PlotState, curve: Curve): string {
  return colours.runs[model.runs.find(({ id }) => id === curve.run)?.look.colour ?? 0];
}
