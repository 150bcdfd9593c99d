import type { BucketAxis } from '@peasy/tracker/api';
import { getBytes } from './client.js';
import { unpackColumns } from './unpack-columns.js';

/** Which buckets of some runs' metrics. */
export interface BucketQuery {
  readonly keys: readonly string[];
  readonly x: BucketAxis;
  /** Ends of the range, on the axis; left out: all of it. */
  readonly from?: number;
  readonly to?: number;
  readonly buckets: number;
  /** Equal in the logarithm of the axis, above 0; left out: on the axis itself. */
  readonly spacing?: 'log';
  /** A distance on the axis; left out: not smoothed. */
  readonly smooth?: number;
  /** Asked for apart from runs that are asked for without it, because the server may refuse it. */
  readonly apart?: boolean;
  /** Each series over the range of its own points. */
  readonly ownRange?: boolean;
}

/** The axis of an answer, cut into equal buckets. */
export interface BucketGrid {
  /** null: there is no point. */
  readonly from: number | null;
  readonly to: number | null;
  readonly buckets: number;
  readonly spacing?: 'log' | undefined;
}

/** SeriesBuckets of the server in typed arrays; NaN where that has null. */
export interface BucketColumns {
  readonly run: string;
  readonly key: string;
  readonly points: number;
  readonly total: number;
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly count: Float64Array;
  readonly nan: Float64Array;
  readonly infinity: Float64Array;
  readonly minusInfinity: Float64Array;
  readonly smooth?: Float64Array;
  readonly grid: BucketGrid;
}

/** The named metrics of some runs in buckets; what a run does not have is left out. @throws like fetchRuns. */
export async function fetchBuckets(
  runs: readonly string[],
  { keys, x, from, to, buckets, spacing, smooth, ownRange }: BucketQuery,
): Promise<readonly BucketColumns[]> {
  const query = new URLSearchParams([
    ...runs.map((run) => ['run', run]),
    ...keys.map((key) => ['key', key]),
    ['x', x],
    ['buckets', String(buckets)],
    ['as', 'binary'],
  ]);
  for (const [name, value] of Object.entries({ from, to, spacing, smooth })) {
    if (value !== undefined) query.set(name, String(value));
  }
  if (ownRange) query.set('apart', 'true');
  const bytes = await getBytes(`api/buckets?${query}`);
  const { head, series } = unpackColumns<BucketGrid, Omit<BucketColumns, 'grid'>>(bytes);
  const grid = { from: head.from, to: head.to, buckets: head.buckets, spacing };
  return series.map((one) => ({ ...one, grid }));
}
