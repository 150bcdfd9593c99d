import { encodeItem, listOf } from './query-list.js';

/** How an axis of a chart is laid out. */
export const SCALES = ['linear', 'log'] as const;
export type Scale = (typeof SCALES)[number];

/** Whether runs of one config are drawn each, or as their mean. */
export const SEED_LOOKS = ['each', 'mean'] as const;
export type SeedLook = (typeof SEED_LOOKS)[number];

/** So many charts at most: each is a canvas, and each metric a part of every answer. */
export const MOST_CHARTS = 48;

/** How curves are looked at, as far as the address says it. */
export interface CurveState {
  /** Metrics that have a chart, in their order; undefined: the usual ones. */
  readonly metrics: readonly string[] | undefined;
  readonly xScale: Scale;
  readonly y: Scale;
  /** Distance on x that the lines are smoothed over; 0: not at all. */
  readonly smooth: number;
  /** The range of x that is shown; undefined: all of it. */
  readonly zoom: readonly [from: number, to: number] | undefined;
  readonly seeds: SeedLook;
}

export const FIRST_CURVE_STATE: CurveState = {
  metrics: undefined,
  xScale: 'linear',
  y: 'linear',
  smooth: 0,
  zoom: undefined,
  seeds: 'each',
};

/** Reads the state from an address's query; what is unknown counts as left out. */
export function parseCurves(query: URLSearchParams): CurveState {
  const smooth = Number(query.get('smooth') ?? 0);
  const [from, to, ...more] = (query.get('zoom') ?? '').split('~').map(numberOf);
  const isRange = more.length === 0 && from !== undefined && to !== undefined && from < to;
  return {
    metrics: query.has('metric') ? listOf(query, 'metric').slice(0, MOST_CHARTS) : undefined,
    xScale: scaleOf(query, 'xscale'),
    y: scaleOf(query, 'y'),
    smooth: smooth > 0 && Number.isFinite(smooth) ? smooth : 0,
    zoom: isRange ? [from, to] : undefined,
    seeds: SEED_LOOKS.find((look) => look === query.get('seeds')) ?? FIRST_CURVE_STATE.seeds,
  };
}

/** The query of a state, escaped, without what is so by default. */
export function formatCurves({
  metrics,
  xScale,
  y,
  smooth,
  zoom,
  seeds,
}: CurveState): (readonly [string, string])[] {
  const query: (readonly [string, string])[] = [];
  if (metrics) query.push(['metric', metrics.map(encodeItem).join(',')]);
  if (xScale !== FIRST_CURVE_STATE.xScale) query.push(['xscale', xScale]);
  if (y !== FIRST_CURVE_STATE.y) query.push(['y', y]);
  if (smooth > 0) query.push(['smooth', String(smooth)]);
  if (zoom) query.push(['zoom', zoom.join('~')]);
  if (seeds !== FIRST_CURVE_STATE.seeds) query.push(['seeds', seeds]);
  return query;
}

function scaleOf(query: URLSearchParams, key: string): Scale {
  return SCALES.find((scale) => scale === query.get(key)) ?? 'linear';
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}
