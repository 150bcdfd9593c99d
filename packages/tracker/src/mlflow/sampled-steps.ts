import type { HistoryPoint } from '../store/metric-history.js';

/**
 * The steps that a chart of at most `most` steps shows: spread evenly over all that there are, and
 * with the first and last step of every run, and those of its least and greatest value.
 */
export function sampledSteps(
  byRun: readonly (readonly HistoryPoint[])[],
  most: number,
): ReadonlySet<number> {
  const all = [...new Set(byRun.flat().map(({ step }) => step))].sort((a, b) => a - b);
  if (all.length <= most) return new Set(all);
  const stride = all.length / most;
  const kept = new Set(Array.from({ length: most }, (_, i) => all[Math.floor(i * stride)]));
  for (const points of byRun) {
    if (points.length === 0) continue;
    kept.add(points[0].step);
    kept.add(points.at(-1)!.step);
    const numbers = points.filter(({ value }) => value !== null);
    if (numbers.length === 0) continue;
    kept.add(numbers.reduce((low, point) => (point.value! < low.value! ? point : low)).step);
    kept.add(numbers.reduce((high, point) => (point.value! > high.value! ? point : high)).step);
  }
  return kept;
}
