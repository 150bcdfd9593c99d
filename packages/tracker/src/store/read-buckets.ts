import { setImmediate } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { findSeries } from './find-series.js';
import { fitsHeld, rangeOf, type SeriesColumns, seriesColumns } from './series-columns.js';
import { smoothSeries } from './smooth-series.js';
import { StoreError } from './store-error.js';
import { checkAxis, checkRange, type XAxis } from './x-axis.js';

/** Which points to gather, and into how many buckets. */
export interface BucketsQuery {
  readonly runs: readonly string[];
  /** Which metrics; none: all. */
  readonly keys?: readonly string[];
  /** Default: `step`. */
  readonly x?: XAxis;
  /** From where on the axis, and up to where, both with. Default: as far as the points go. */
  readonly from?: number;
  readonly to?: number;
  /** Into how many. Default: 1000. */
  readonly buckets?: number;
  /** Distance on the axis over which a point's weight falls to 1/e in the smoothed values; left out: none are computed. */
  readonly smooth?: number;
  /** Each series is cut over the range of its own points, not one of all: for small curves that stand apart. */
  readonly apart?: boolean;
  /** `log`: buckets are equal in the logarithm of the axis, and what is at 0 or before it is left out. Default: on the axis itself. */
  readonly spacing?: BucketSpacing;
}

/** How buckets divide an axis. */
export const BUCKET_SPACINGS = ['linear', 'log'] as const;
export type BucketSpacing = (typeof BUCKET_SPACINGS)[number];

/** More would be points again. */
export const MOST_BUCKETS = 100_000;

/** Metrics of runs over one axis that is cut into equal buckets, the same for all of them. */
export interface Buckets {
  readonly x: XAxis;
  /** Where the axis begins and ends; NaN where there is no point. */
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly series: readonly BucketedSeries[];
}

/**
 * The points of one metric of one run, gathered: every point is in one bucket. A series that has no
 * more points than there are buckets is not gathered: each point is a bucket of its own. Buckets
 * without a point are left out.
 */
export interface BucketedSeries {
  readonly run: string;
  readonly key: string;
  /** How many points are gathered, of how many that the series has. */
  readonly points: number;
  readonly total: number;
  /** Where on the axis the first and the last point of a bucket are. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Of the finite values; NaN where a bucket has none. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  /** Points of a bucket, and how many of them are NaN or infinite. */
  readonly count: Float64Array;
  readonly nan: Float64Array;
  readonly infinity: Float64Array;
  readonly minusInfinity: Float64Array;
  /** The smoothed value at `last` of each bucket, of all points up to there (see smoothSeries); left out where it was not asked for. */
  readonly smooth?: Float64Array;
}

/** Gathers points: every one counts, and no extreme is lost. @throws StoreError for a query that cannot be. */
export function readBuckets(connection: Connection, query: BucketsQuery): Buckets {
  const { runs, keys = [], x = 'step', buckets = 1000, smooth, spacing = 'linear' } = query;
  check(query, x, buckets);
  const { from: low = spacing === 'log' ? Number.MIN_VALUE : -Infinity, to: high = Infinity } =
    query;
  const all = connection.read(() =>
    findSeries(connection, runs, keys).map((series) => {
      const columns = seriesColumns(connection, series, x);
      return { ...series, columns, ...rangeOf(columns, low, high) };
    }),
  );
  const there = all.filter(({ start, end }) => end > start);
  const from =
    query.from ??
    extremeOf(
      there.map(({ columns, start }) => columns.x[start]),
      Math.min,
    );
  const to =
    query.to ??
    extremeOf(
      there.map(({ columns, end }) => columns.x[end - 1]),
      Math.max,
    );
  const series = all.map(({ run, key, columns, start, end }) => {
    const ends =
      query.apart && end > start
        ? { from: columns.x[start], to: columns.x[end - 1] }
        : { from, to };
    const gathered = gather(columns, { start, end, ...ends, buckets, spacing });
    return {
      run,
      key,
      points: end - start,
      total: columns.x.length,
      ...gathered,
      ...(smooth !== undefined && { smooth: smoothSeries(columns, smooth, gathered.last) }),
    };
  });
  return { x, from, to, buckets, series };
}

/**
 * The same, run by run in turns of the event loop: twenty series of 100,000 points take a second to
 * read the first time, and programs that log do not wait for it.
 */
export async function readBucketsInTurns(
  connection: Connection,
  query: BucketsQuery,
): Promise<Buckets> {
  const { runs, keys = [], x = 'step', buckets = 1000 } = query;
  check(query, x, buckets);
  if (
    runs.length > 1 &&
    connection.read(() => fitsHeld(connection, findSeries(connection, runs, keys)))
  ) {
    for (const run of runs) {
      connection.read(() => {
        for (const series of findSeries(connection, [run], keys))
          seriesColumns(connection, series, x);
      });
      await setImmediate();
    }
  }
  return readBuckets(connection, query);
}

function check(query: BucketsQuery, x: XAxis, buckets: number): void {
  checkRange(query.from, query.to);
  const { spacing = 'linear', from = 1 } = query;
  if (!BUCKET_SPACINGS.includes(spacing)) {
    throw new StoreError('invalid', `Expected spacing to be linear or log, got "${spacing}".`);
  }
  if (spacing === 'log' && !(from > 0)) {
    throw new StoreError(
      'invalid',
      `Expected from to be above 0 with spacing=log, got ${from}. Leave it out for all that is.`,
    );
  }
  checkAxis(x);
  if (query.smooth !== undefined && !(query.smooth > 0 && query.smooth < Infinity)) {
    throw new StoreError(
      'invalid',
      `Expected smooth to be a distance on the axis, above 0, got ${query.smooth}.`,
    );
  }
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > MOST_BUCKETS) {
    throw new StoreError(
      'invalid',
      `Expected buckets to be a whole number from 1 to ${MOST_BUCKETS}, got ${buckets}. For every point ask for the points.`,
    );
  }
}

/** NaN of no numbers. */
function extremeOf(numbers: readonly number[], pick: (a: number, b: number) => number): number {
  return numbers.length === 0 ? Number.NaN : numbers.reduce((a, b) => pick(a, b));
}

/** Which points, by their places, and the axis that is cut. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly spacing: BucketSpacing;
}

type Gathered = Omit<BucketedSeries, 'run' | 'key' | 'points' | 'total' | 'smooth'>;

function gather(columns: SeriesColumns, cut: Cut): Gathered {
  const { start, end, buckets } = cut;
  const isSingle = end - start <= buckets;
  const shareOf = shares(cut);
  const bucketOf = (place: number) =>
    isSingle ? place : Math.min(Math.floor(shareOf(columns.x[place])), buckets - 1);
  const rows = new GatheredRows(Math.min(end - start, buckets));
  for (let begin = start; begin < end; ) {
    const bucket = bucketOf(begin);
    let next = begin + 1;
    while (next < end && bucketOf(next) === bucket) next++;
    rows.add(columns, begin, next);
    begin = next;
  }
  return rows.columns();
}

/** How many buckets of a cut lie before a place. */
function shares({ from, to, buckets, spacing }: Cut): (x: number) => number {
  if (!(to > from)) return () => 0;
  if (spacing === 'log') {
    const scale = buckets / Math.log(to / from);
    return (x) => Math.log(x / from) * scale;
  }
  const scale = buckets / (to - from);
  return (x) => (x - from) * scale;
}

/** Buckets, column by column. */
class GatheredRows {
  readonly #columns: Gathered;
  #length = 0;

  constructor(room: number) {
    const column = () => new Float64Array(room);
    this.#columns = {
      first: column(),
      last: column(),
      min: column(),
      max: column(),
      mean: column(),
      count: column(),
      nan: column(),
      infinity: column(),
      minusInfinity: column(),
    };
  }

  /** One bucket of the points from a place up to another. */
  add({ x, value }: SeriesColumns, begin: number, end: number): void {
    const at = this.#length++;
    let [min, max, sum, finite, nan, infinity] = [Infinity, -Infinity, 0, 0, 0, 0];
    for (let i = begin; i < end; i++) {
      const one = value[i];
      if (Number.isFinite(one)) {
        if (one < min) min = one;
        if (one > max) max = one;
        sum += one;
        finite++;
      } else if (Number.isNaN(one)) nan++;
      else if (one > 0) infinity++;
    }
    const columns = this.#columns;
    columns.first[at] = x[begin];
    columns.last[at] = x[end - 1];
    columns.min[at] = finite > 0 ? min : Number.NaN;
    columns.max[at] = finite > 0 ? max : Number.NaN;
    const mean = Number.isFinite(sum) ? sum / finite : meanOfLarge(value, begin, end, finite);
    columns.mean[at] = finite > 0 ? Math.min(Math.max(mean, min), max) : Number.NaN;
    columns.count[at] = end - begin;
    columns.nan[at] = nan;
    columns.infinity[at] = infinity;
    columns.minusInfinity[at] = end - begin - finite - nan - infinity;
  }

  columns(): Gathered {
    const entries = Object.entries(this.#columns) as [string, Float64Array][];
    return Object.fromEntries(
      entries.map(([name, column]) => [name, column.slice(0, this.#length)]),
    ) as unknown as Gathered;
  }
}

/** A sum of the largest numbers overflows where their mean does not. */
function meanOfLarge(value: Float64Array, begin: number, end: number, finite: number): number {
  let mean = 0;
  for (let i = begin; i < end; i++) if (Number.isFinite(value[i])) mean += value[i] / finite;
  return mean;
}
