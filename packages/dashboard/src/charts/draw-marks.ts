import type uPlot from 'uplot';
import type { Marker } from '../runs/look.js';
import { type Curve, placeAt } from './curve.js';
import type { PlotRun } from './plot-model.js';
import type { PlotState } from './plot-options.js';

/** Half the size of a marker, in CSS pixels. */
const MARKER_SIZE = 5;

/** Draws the runs' markers at their best epochs, and where curves are no number. */
export function drawMarks(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  runs: readonly PlotRun[] = state.model.runs,
): void {
  const { bbox } = chart;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(
    bbox.left - 8 * scale,
    bbox.top - 8 * scale,
    bbox.width + 16 * scale,
    bbox.height + 8 * scale,
  );
  ctx.clip();
  for (const run of runs) {
    const colour = state.colours.runs[run.look.colour];
    for (const curve of state.model.curves) {
      if (curve.run === run.id && curve.breaks.length > 0) {
        drawBreaks(ctx, chart, curve, colour, scale);
      }
    }
    drawBest(ctx, chart, state, run, colour, scale);
  }
  ctx.restore();
}

function drawBest(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  state: PlotState,
  { id, bestX, look }: PlotRun,
  colour: string,
  scale: number,
): void {
  const curve = state.model.curves.find((one) => one.run === id && one.role !== 'train');
  if (bestX === undefined || !curve) return;
  const [from, to] = state.extents.x;
  const place = placeAt(curve, bestX);
  if (place < 0 || bestX < from || bestX > to) return;
  // The best epoch is one of accuracy; on the loss it is only a place.
  const value = (state.model.metric === 'accuracy' ? curve.high : curve.y)[place];
  if (!Number.isFinite(value)) return;
  const { bbox } = chart;
  const x = chart.valToPos(bestX, 'x', true);
  const y = chart.valToPos(value, 'y', true);
  ctx.strokeStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = colour;
  ctx.strokeStyle = state.colours.palette.surface;
  ctx.lineWidth = 1.5 * scale;
  traceMarker(ctx, look.marker, x, y, MARKER_SIZE * scale);
  ctx.fill();
  ctx.stroke();
}

/** A line where a curve stops being a number, and a cross at the foot of every place where it is none. */
function drawBreaks(
  ctx: CanvasRenderingContext2D,
  chart: uPlot,
  curve: Curve,
  colour: string,
  scale: number,
): void {
  const { bbox } = chart;
  const foot = bbox.top + bbox.height;
  const y = foot - 5 * scale;
  const arm = 3.5 * scale;
  const places = curve.breaks.map(({ x }) => chart.valToPos(x, 'x', true));
  ctx.strokeStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([3 * scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(places[0], bbox.top);
  ctx.lineTo(places[0], foot);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 2 * scale;
  ctx.beginPath();
  let drawn = Number.NEGATIVE_INFINITY;
  for (const x of places) {
    // Crosses that would run into one another say no more than one.
    if (x - drawn < 3 * arm) continue;
    drawn = x;
    ctx.moveTo(x - arm, y - arm);
    ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x + arm, y - arm);
    ctx.lineTo(x - arm, y + arm);
  }
  ctx.stroke();
}

function traceMarker(
  ctx: CanvasRenderingContext2D,
  marker: Marker,
  x: number,
  y: number,
  size: number,
): void {
  ctx.beginPath();
  if (marker === 'circle') ctx.arc(x, y, size, 0, 2 * Math.PI);
  else {
    const corners = CORNERS[marker];
    for (const [right, down] of corners) ctx.lineTo(x + right * size, y + down * size);
    ctx.closePath();
  }
}

/** Corners about the middle, in marker sizes; about as large to the eye as the circle. */
const CORNERS: Readonly<Record<Exclude<Marker, 'circle'>, readonly (readonly [number, number])[]>> =
  {
    square: [
      [-0.9, -0.9],
      [0.9, -0.9],
      [0.9, 0.9],
      [-0.9, 0.9],
    ],
    triangle: [
      [0, -1.2],
      [1.15, 0.95],
      [-1.15, 0.95],
    ],
    diamond: [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
  };
