import type { Curve } from '../charts/curve.js';

const finite = (value: number) => (Number.isFinite(value) ? value : Number.NaN);

/** A curve through some points, each drawn as it is. */
export const drawnCurve = (x: readonly number[], y: readonly number[], run = 'a'): Curve => ({
  run,
  key: 'valAccuracy',
  role: 'validation',
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  low: Float64Array.from(y, finite),
  high: Float64Array.from(y, finite),
  raw: undefined,
  count: Float64Array.from(x, () => 1),
  total: x.length,
  breaks: x.flatMap((place, i) =>
    Number.isFinite(y[i]) ? [] : [{ x: place, word: Number.isNaN(y[i]) ? 'NaN' : '∞' }],
  ),
});
