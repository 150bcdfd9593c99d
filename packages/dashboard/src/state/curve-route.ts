/** How values lie on a chart. */
export const Y_SCALES = ['linear', 'log'] as const;
export type YScale = (typeof Y_SCALES)[number];

/** Whether runs of one config are drawn each, or as their mean. */
export const SEED_LOOKS = ['each', 'mean'] as const;
export type SeedLook = (typeof SEED_LOOKS)[number];

/** How curves are looked at, as far as the address says it. */
export interface CurveState {
  readonly y: YScale;
  /** Distance on x that the lines are smoothed over; 0: not at all. */
  readonly smooth: number;
  /** The range of x that is shown; undefined: all of it. */
  readonly zoom: readonly [from: number, to: number] | undefined;
  readonly seeds: SeedLook;
}

export const FIRST_CURVE_STATE: CurveState = {
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
    y: Y_SCALES.find((scale) => scale === query.get('y')) ?? FIRST_CURVE_STATE.y,
    smooth: smooth > 0 && Number.isFinite(smooth) ? smooth : 0,
    zoom: isRange ? [from, to] : undefined,
    seeds: SEED_LOOKS.find((look) => look === query.get('seeds')) ?? FIRST_CURVE_STATE.seeds,
  };
}

/** The query of a state, without what is so by default. */
export function formatCurves({
  y,
  smooth,
  zoom,
  seeds,
}: CurveState): (readonly [string, string])[] {
  const query: (readonly [string, string])[] = [];
  if (y !== FIRST_CURVE_STATE.y) query.push(['y', y]);
  if (smooth > 0) query.push(['smooth', String(smooth)]);
  if (zoom) query.push(['zoom', zoom.join('~')]);
  if (seeds !== FIRST_CURVE_STATE.seeds) query.push(['seeds', seeds]);
  return query;
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}
