import type { RunLook } from '../runs/look.js';
import type { Scale } from '../state/curve-route.js';
import type { XAxis } from '../state/route.js';
import type { Palette } from '../theme/palette.js';
import { kindOf, type MetricKind } from './chart-metric.js';
import type { Curve } from './curve.js';
import { type Extent, type Limits, logExtent, logXExtent, valueExtent, xExtent } from './extent.js';

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
  readonly metric: string;
  readonly axis: XAxis;
  readonly xScale: Scale;
  /** Of the values. */
  readonly scale: Scale;
  /** The range of x that is shown; undefined: all of it. */
  readonly zoom: Extent | undefined;
  /** All of it, where that is more than these curves: of all charts with one cursor. */
  readonly whole?: Extent | undefined;
  readonly runs: readonly PlotRun[];
  readonly curves: readonly Curve[];
}

/** Colours that a canvas needs in hand. */
export interface PlotColours {
  readonly palette: Palette;
  readonly runs: readonly string[];
}

const LIMITS: Readonly<Record<MetricKind, Partial<Limits>>> = {
  accuracy: { low: 0, high: 1 },
  loss: { low: 0 },
  plain: {},
};

/** Bounds of both axes. */
export function extentsOf(model: PlotModel): { readonly x: Extent; readonly y: Extent } {
  const x = xOf(model);
  const y =
    model.scale === 'log'
      ? logExtent(model.curves, x)
      : valueExtent(model.curves, LIMITS[kindOf(model.metric)], x);
  return { x, y };
}

function xOf({ zoom, xScale, curves, ...model }: PlotModel): Extent {
  const whole = model.whole ?? (xScale === 'log' ? logXExtent : xExtent)(curves);
  if (!zoom) return whole;
  if (xScale === 'linear') return zoom;
  // An address may say a range that began at 0 on a linear axis.
  return zoom[0] > 0 ? zoom : [Math.min(whole[0], zoom[1] / 10), zoom[1]];
}

/** What has to stay the same for a chart to take new values without being built anew. */
export function structureOf(model: PlotModel): string {
  const curves = model.curves.map(({ run, role }) => `${run}/${role}`);
  const looks = model.runs.map(({ id, look }) => [id, look.colour, look.dash, look.marker]);
  return JSON.stringify([
    ...[model.metric, model.axis, model.xScale, model.scale],
    ...[curves, looks],
  ]);
}

/** How strong a curve is drawn, 0..1: training less than validation. */
export function opacityOf(curve: Curve): number {
  return curve.role === 'train' ? 0.65 : 1;
}

/** A `#rrggbb` colour with an opacity of 0..1. */
export function withOpacity(hex: string, opacity: number): string {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
