/** How numbers are spread over equal bins. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  /** Numbers in each bin; what lies outside is in the first and the last. */
  readonly counts: Float64Array;
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** Share of numbers that are exactly zero. */
  readonly zeros: number;
}

/** The smallest and the largest of some lists of numbers; NaN and infinities do not count. */
export function reachOf(lists: readonly ArrayLike<number>[]): readonly [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (!Number.isFinite(value)) continue;
      if (value < from) from = value;
      if (value > to) to = value;
    }
  }
  if (from > to) return [0, 1];
  return from === to ? [from - 0.5, to + 0.5] : [from, to];
}

/** Counts numbers in bins over a range; NaN is in none. */
export function histogramOf(
  values: ArrayLike<number>,
  [from, to]: readonly [number, number],
  bins: number,
): Histogram {
  const counts = new Float64Array(bins);
  let [sum, squares, zeros, n] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    const bin = Math.floor(((value - from) / (to - from)) * bins);
    counts[Math.max(0, Math.min(bins - 1, bin))]++;
    if (value === 0) zeros++;
    sum += value;
    squares += value * value;
    n++;
  }
  const mean = n > 0 ? sum / n : Number.NaN;
  const deviation = n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : Number.NaN;
  return { from, to, counts, mean, deviation, zeros: n > 0 ? zeros / n : Number.NaN };
}

/** Length of the change of a list of numbers over its length before: ‖after − before‖ / ‖before‖; NaN where that was zero. */
export function changeRatio(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let change = 0;
  let length = 0;
  for (let i = 0; i < before.length; i++) {
    change += (after[i] - before[i]) ** 2;
    length += before[i] ** 2;
  }
  return length === 0 ? Number.NaN : Math.sqrt(change / length);
}

/** At most so many of a list, the first and the last among them. */
export function spreadOver<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))],
  );
}
