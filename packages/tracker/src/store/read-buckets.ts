import type { Connection } from './connection.js';
import { type FoundSeries, findSeries } from './find-series.js';
import { smoothSeries } from './smooth-series.js';
import { StoreError } from './store-error.js';
import { checkImages, checkRange, X_AXES, X_SQL, type XAxis } from './x-axis.js';

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
}

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

/** Gathers points in SQL: every point counts, and no extreme is lost. @throws StoreError for a query that cannot be. */
export function readBuckets(connection: Connection, query: BucketsQuery): Buckets {
  const { runs, keys = [], x = 'step', buckets = 1000 } = query;
  check(query, x, buckets);
  return connection.read(() => {
    if (x === 'images') checkImages(connection, runs);
    const extents = findSeries(connection, runs, keys).map((series) =>
      extentOf(connection, series, x, query),
    );
    const from = query.from ?? least(extents.map((extent) => extent.from));
    const to = query.to ?? -least(extents.map((extent) => -extent.to));
    const series = extents.map((extent) => {
      const gathered = gather(connection, extent, { x, from, to, buckets });
      if (query.smooth === undefined) return gathered;
      const smoothing = { seriesId: extent.id, x: X_SQL[x], distance: query.smooth };
      const smooth = smoothSeries(connection, { ...smoothing, places: gathered.last });
      return { ...gathered, smooth };
    });
    return { x, from, to, buckets, series };
  });
}

function check(query: BucketsQuery, x: XAxis, buckets: number): void {
  checkRange(query.from, query.to);
  if (!X_AXES.includes(x)) {
    throw new StoreError('invalid', `Expected x to be one of ${X_AXES.join(', ')}, got "${x}".`);
  }
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

/** A series with how far its points go within the range. */
interface Extent extends FoundSeries {
  readonly points: number;
  readonly total: number;
  readonly from: number;
  readonly to: number;
}

function extentOf(
  connection: Connection,
  series: FoundSeries,
  x: XAxis,
  { from = -Infinity, to = Infinity }: BucketsQuery,
): Extent {
  const [points, least, most] = connection
    .prepare<[number, number | null, number | null]>(
      `SELECT count(*), min(${X_SQL[x]}), max(${X_SQL[x]}) ${IN_RANGE(x)}`,
    )
    .raw()
    .get({ series: series.id, from, to })!;
  const total = connection
    .prepare<number>('SELECT count FROM metric_summaries WHERE series_id = ?')
    .pluck()
    .get(series.id);
  return {
    ...series,
    points,
    total: total ?? 0,
    from: least ?? Number.NaN,
    to: most ?? Number.NaN,
  };
}

/** The lowest of some numbers, NaN left out; NaN when there is none. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((low, one) => (one < low || Number.isNaN(low) ? one : low), Number.NaN);
}

interface Axis {
  readonly x: XAxis;
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

type BucketTuple = [
  first: number,
  last: number,
  min: number | null,
  max: number | null,
  mean: number | null,
  smallMean: number | null,
  count: number,
  nan: number,
  infinity: number,
  minusInfinity: number,
];

function gather(connection: Connection, extent: Extent, axis: Axis): BucketedSeries {
  const { id: series, run, key, points, total } = extent;
  const { x, from, to, buckets } = axis;
  const single = points <= buckets;
  const scale = to > from ? buckets / (to - from) : 0;
  const rows = connection
    .prepare<BucketTuple>(single ? singlesSql(x) : bucketsSql(x))
    .raw()
    .all({ series, from, to, ...(!single && { scale, most: buckets - 1 }) });
  const column = (read: (row: BucketTuple) => number | null) =>
    Float64Array.from(rows, (row) => read(row) ?? Number.NaN);
  return {
    run,
    key,
    points,
    total,
    first: column((row) => row[0]),
    last: column((row) => row[1]),
    min: column((row) => row[2]),
    max: column((row) => row[3]),
    mean: column(meanOf),
    count: column((row) => row[6]),
    nan: column((row) => row[7]),
    infinity: column((row) => row[8]),
    minusInfinity: column((row) => row[9]),
  };
}

/** A sum of the largest numbers overflows where their mean does not: the mean of small parts of them does for it. */
function meanOf([, , min, max, mean, smallMean]: BucketTuple): number | null {
  if (mean === null) return null;
  const exact = Number.isFinite(mean) ? mean : smallMean! * SMALL;
  return Math.min(Math.max(exact, min!), max!);
}

const SMALL = 2 ** 60;

const IN_RANGE = (x: XAxis) => `
FROM live_points p JOIN runs r ON r.id = p.run_id
WHERE p.series_id = @series AND ${X_SQL[x]} >= @from AND ${X_SQL[x]} <= @to`;

/** Values that are finite; the rest is counted. */
const FINITE = 'CASE WHEN abs(p.value) < 9e999 THEN p.value END';

const bucketsSql = (x: XAxis) => `
SELECT min(x), max(x), min(finite), max(finite), avg(finite), avg(finite / ${SMALL}.0),
  count(*), sum(value IS NULL), total(value = 9e999), total(value = -9e999)
FROM (
  SELECT ${X_SQL[x]} AS x, p.value AS value, ${FINITE} AS finite ${IN_RANGE(x)}
)
GROUP BY min(CAST((x - @from) * @scale AS INTEGER), @most) ORDER BY 1`;

const singlesSql = (x: XAxis) => `
SELECT ${X_SQL[x]}, ${X_SQL[x]}, ${FINITE}, ${FINITE}, ${FINITE}, ${FINITE}, 1,
  p.value IS NULL, coalesce(p.value = 9e999, 0), coalesce(p.value = -9e999, 0) ${IN_RANGE(x)}
ORDER BY 1, p.step, p.time, p.value`;
