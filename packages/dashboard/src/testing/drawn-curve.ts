import type { Curve } from '../charts/curve.js';

/** A curve through some points, each drawn as it is. */
export const drawnCurve = (x: readonly number[], y: readonly number[], run = 'a'): Curve => ({
  run,
  key: 'valAccuracy',
  role: 'validation',
  x,
  y,
  low: y.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  high: y.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  raw: undefined,
  count: x.map(() => 1),
  total: x.length,
  breaks: x.flatMap((place, i) =>
    Number.isFinite(y[i]) ? [] : [{ x: place, word: Number.isNaN(y[i]) ? 'NaN' : '∞' }],
  ),
});
