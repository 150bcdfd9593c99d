import type { RunLook } from '../runs/look.js';
import type { YScale } from '../state/curve-route.js';
import type { ChartMetric, XAxis } from '../state/route.js';
import type { Palette } from '../theme/palette.js';
import type { Curve } from './curve.js';
import { type Extent, type Limits, logExtent, valueExtent, xExtent } from './extent.js';

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
  readonly scale: YScale;
  /** The range of x that is shown; undefined: all of it. */
  readonly zoom: Extent | undefined;
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
  const x = model.zoom ?? xExtent(model.curves);
  const y =
    model.scale === 'log'
      ? logExtent(model.curves, x)
      : valueExtent(model.curves, LIMITS[model.metric], x);
  return { x, y };
}

/** What has to stay the same for a chart to take new values without being built anew. */
export function structureOf(model: PlotModel): string {
  const curves = model.curves.map(({ run, role }) => `${run}/${role}`);
  const looks = model.runs.map(({ id, look }) => [id, look.colour, look.dash, look.marker]);
  return JSON.stringify([model.metric, model.axis, model.scale, curves, looks]);
}

/** How strong a curve is drawn, 0..1: training less than validation, all less than one that is pointed at. */
export function opacityOf(curve: Curve, highlighted: string | undefined): number {
  const steppedBack = highlighted !== undefined && highlighted !== curve.run;
  return (curve.role === 'train' ? 0.65 : 1) * (steppedBack ? 0.2 : 1);
}

/** A `#rrggbb` colour with an opacity of 0..1. */
export function withOpacity(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
