import type { RunLook } from '../runs/look.js';
import type { ChartMetric, XAxis } from '../state/route.js';
import type { Palette } from '../theme/palette.js';
import type { Curve } from './curve.js';
import { type Extent, type Limits, valueExtent, xExtent } from './extent.js';

/** A run as a chart draws it. */
export interface PlotRun {
  readonly id: string;
  readonly name: string;
  readonly look: RunLook;
  /** Where on x its best epoch is, if there is one. */
  readonly bestX: number | undefined;
}

/** Everything that a chart shows. */
export interface PlotModel {
  readonly metric: ChartMetric;
  readonly axis: XAxis;
  readonly runs: readonly PlotRun[];
  readonly curves: readonly Curve[];
}

/** Colours that a canvas needs in hand. */
export interface PlotColours {
  readonly palette: Palette;
  readonly runs: readonly string[];
}

const LIMITS: Readonly<Record<ChartMetric, Partial<Limits>>> = {
  accuracy: { low: 0, high: 1 },
  loss: { low: 0 },
};

/** Bounds of both axes. */
export function extentsOf(model: PlotModel): { readonly x: Extent; readonly y: Extent } {
  return {
    x: xExtent(model.curves),
    y: valueExtent(model.curves, LIMITS[model.metric]),
  };
}

/** What has to stay the same for a chart to take new values without being built anew. */
export function structureOf(model: PlotModel): string {
  const curves = model.curves.map(({ run, role }) => `${run}/${role}`);
  const looks = model.runs.map(({ id, look }) => [id, look.colour, look.dash, look.marker]);
  return JSON.stringify([model.metric, model.axis, curves, looks]);
}

/** A `#rrggbb` colour with an opacity of 0..1. */
export function withOpacity(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
