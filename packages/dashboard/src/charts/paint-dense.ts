import type uPlot from 'uplot';
import type { Curve } from './curve.js';
import { BAND_STRENGTH, placesDrawn } from './draw-bands.js';
import { colourOf } from './draw-lines.js';
import { fillColumns } from './fill-columns.js';
import { lineColumns } from './line-columns.js';
import { Ink, PixelSheet } from './pixel-sheet.js';
import { opacityOf } from './plot-model.js';
import { dashOf, type PlotState, widthOf } from './plot-options.js';

/**
 * Draws curves of many points by our own pixels: bands from the lowest to the highest value of each
 * bucket with their edges, raw lines under smoothed ones, then the lines. Dashes go along x: along
 * a jagged line they would be noise. A browser without a GPU takes several times as long for the
 * same as paths.
 */
export function paintDense(
  ctx: CanvasRenderingContext2D,
  { bbox }: uPlot,
  state: PlotState,
  curves: readonly Curve[],
): void {
  const [width, height] = [Math.round(bbox.width), Math.round(bbox.height)];
  // A chart that is hidden has no room, and a picture without pixels is an error.
  if (width <= 0 || height <= 0) return;
  const sheet = new PixelSheet(width, height);
  const placed = curves.map((curve) => placeOn(sheet, state, curve));
  for (const one of placed) paintBand(sheet, one);
  for (const one of placed) paintLine(sheet, one, one.line, one);
  const picture = new ImageData(width, height);
  sheet.writeTo(new Uint32Array(picture.data.buffer));
  const laid = new OffscreenCanvas(width, height);
  laid.getContext('2d')!.putImageData(picture, 0, 0);
  ctx.drawImage(laid, Math.round(bbox.left), Math.round(bbox.top));
}

/** How a line is painted. */
interface Pen {
  readonly ink: Ink;
  /** In pixels. */
  readonly width: number;
  /** In pixels, drawn and left out by turns; empty: whole. */
  readonly dash: readonly number[];
}

/** A curve's points on a sheet, in pixels from its upper left corner; NaN where one has no place. */
interface PlacedCurve extends Pen {
  readonly across: Float64Array;
  readonly line: Float64Array;
  readonly tops: Float64Array;
  readonly bottoms: Float64Array;
  readonly raw: Float64Array | undefined;
  readonly inkFor: (strength: number) => Ink;
}

function placeOn(sheet: PixelSheet, state: PlotState, curve: Curve): PlacedCurve {
  const { model, extents } = state;
  const [first, end] = placesDrawn(curve, state);
  const onX = shareOf(extents.x, model.xScale === 'log');
  const onY = shareOf(extents.y, model.scale === 'log');
  const place = (values: Float64Array, on: (value: number) => number) => {
    const placed = new Float64Array(end - first);
    for (let i = first; i < end; i++) placed[i - first] = on(values[i]);
    return placed;
  };
  const down = (value: number) => (1 - onY(value)) * sheet.height;
  const [colour, opacity] = [colourOf(state, curve), opacityOf(curve)];
  return {
    across: place(curve.x, (x) => onX(x) * sheet.width),
    line: place(curve.y, down),
    tops: place(curve.high, down),
    bottoms: place(curve.low, down),
    raw: curve.raw && place(curve.raw, down),
    inkFor: (strength) => new Ink(colour, strength * opacity),
    ink: new Ink(colour, opacity),
    width: widthOf(curve) * devicePixelRatio,
    dash: dashOf(curve, model).map((length) => length * devicePixelRatio),
  };
}

/** How far along an axis a value is, 0..1 within its bounds; NaN where a logarithmic one has no place for it. */
function shareOf([min, max]: readonly [number, number], isLog: boolean) {
  if (!isLog) return (value: number) => (value - min) / (max - min);
  const span = Math.log(max / min);
  return (value: number) => (value > 0 ? Math.log(value / min) / span : Number.NaN);
}

function paintBand(sheet: PixelSheet, curve: PlacedCurve): void {
  const { across, tops, bottoms, raw, inkFor } = curve;
  const band = inkFor(BAND_STRENGTH.band);
  const edge = inkFor(BAND_STRENGTH.edge);
  fillColumns(across, tops, bottoms, (left, top, width, height) => {
    const bottom = top + height;
    for (let column = left; column < left + width; column++) {
      sheet.lay(column, top, bottom, band);
      if (height < 3) continue;
      sheet.lay(column, top, top + 1, edge);
      sheet.lay(column, bottom - 1, bottom, edge);
    }
  });
  if (!raw) return;
  const pen = { ink: inkFor(BAND_STRENGTH.raw), width: devicePixelRatio, dash: [] };
  paintLine(sheet, curve, raw, pen);
}

function paintLine(
  sheet: PixelSheet,
  { across }: PlacedCurve,
  heights: Float64Array,
  { ink, width, dash }: Pen,
): void {
  const isDrawn = dashPattern(dash);
  lineColumns(across, heights, sheet.width, (column, top, bottom) => {
    if (isDrawn(column)) sheet.lay(column, top - width / 2, bottom + width / 2, ink);
  });
}

/** Says of a column whether a dashed line is drawn there. */
function dashPattern(dash: readonly number[]): (column: number) => boolean {
  if (dash.length === 0) return () => true;
  const columns = dash.flatMap((length, i) =>
    Array.from({ length: Math.round(length) }, () => i % 2 === 0),
  );
  return (column) => columns[column % columns.length];
}
