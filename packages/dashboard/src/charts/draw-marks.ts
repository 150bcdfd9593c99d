import type uPlot from 'uplot';
import type { Marker } from '../runs/look.js';
import { firstNotFinite, placeAt } from './curve.js';
import { withOpacity } from './plot-model.js';
import type { PlotState } from './plot-options.js';

/** Half the size of a marker, in CSS pixels. */
const MARKER_SIZE = 5;

/** Draws the runs' markers at their best epochs, and a line where a curve stops being a number. */
export function drawMarks(chart: uPlot, state: PlotState): void {
  const { ctx, bbox } = chart;
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
  for (const run of state.model.runs) {
    const steppedBack = state.highlighted !== undefined && state.highlighted !== run.id;
    const colour = withOpacity(state.colours.runs[run.look.colour], steppedBack ? 0.2 : 1);
    for (const curve of state.model.curves) {
      const broken = curve.run === run.id ? firstNotFinite(curve) : -1;
      if (broken >= 0) drawBreak(chart, curve.x[broken], colour, scale);
    }
    drawBest(chart, state, run.id, run.bestX, run.look.marker, colour, scale);
  }
  ctx.restore();
}

function drawBest(
  chart: uPlot,
  state: PlotState,
  run: string,
  bestX: number | undefined,
  marker: Marker,
  colour: string,
  scale: number,
): void {
  const curve = state.model.curves.find((one) => one.run === run && one.role === 'validation');
  if (bestX === undefined || !curve) return;
  const value = curve.y[placeAt(curve, bestX)];
  if (!Number.isFinite(value)) return;
  const { ctx, bbox } = chart;
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
  traceMarker(ctx, marker, x, y, MARKER_SIZE * scale);
  ctx.fill();
  ctx.stroke();
}

function drawBreak(chart: uPlot, value: number, colour: string, scale: number): void {
  const { ctx, bbox } = chart;
  const x = chart.valToPos(value, 'x', true);
  ctx.strokeStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([3 * scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
  // A cross at the foot: from here on there is nothing to draw.
  const y = bbox.top + bbox.height - 5 * scale;
  const arm = 3.5 * scale;
  ctx.lineWidth = 2 * scale;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
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
