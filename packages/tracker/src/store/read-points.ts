import type { Connection } from './connection.js';
import { findSeries } from './find-series.js';
import { gatherWholePoints } from './gather-points.js';
import { PointColumns } from './point-columns.js';
import { axisOf, checkAxis, checkRange, type XAxis } from './x-axis.js';

/** Which points to read. */
export interface PointsQuery {
  readonly runs: readonly string[];
  /** Which metrics; none: all. */
  readonly keys?: readonly string[];
  /** What `from` and `to` are places on. Default: `step`. */
  readonly x?: XAxis;
  /** From where on, and up to where, both with. Default: as far as the points go. */
  readonly from?: number;
  readonly to?: number;
}

/** Exact points of one metric of one run in typed arrays, by step, then time and value. */
export interface ExactPoints {
  readonly run: string;
  readonly key: string;
  /** How many points the series has in all. */
  readonly total: number;
  readonly step: Float64Array;
  readonly epoch: Float64Array;
  /** Milliseconds since 1970. */
  readonly time: Float64Array;
  readonly value: Float64Array;
  /** Places on the axis, where it is none of the columns: images, relativeTime, trainedTime. */
  readonly x?: Float64Array;
}

/** Every live point of some metrics of some runs, exact, within a range of an axis. @throws StoreError for a range that is none. */
export function readPoints(connection: Connection, query: PointsQuery): ExactPoints[] {
  const { runs, keys = [], from, to, x = 'step' } = query;
  checkRange(from, to);
  checkAxis(x);
  return connection.read(() =>
    findSeries(connection, runs, keys).map(({ id, run, key }) => {
      const total = countOf(connection, id);
      const all = x === 'step' ? pointsOf(connection, id, from, to) : pointsOf(connection, id);
      const points = x === 'step' ? columnsOf(all) : within(connection, run, all, query);
      return { run, key, total, ...points };
    }),
  );
}

type Columns = Omit<ExactPoints, 'run' | 'key' | 'total'>;

function columnsOf({ length, step, epoch, time, value }: PointColumns): Columns {
  return {
    step: step.slice(0, length),
    epoch: epoch.slice(0, length),
    time: time.slice(0, length),
    value: value.slice(0, length),
  };
}

/** Points within a range of any axis, in the order of their steps. */
function within(
  connection: Connection,
  run: string,
  points: PointColumns,
  { x = 'step', from = -Infinity, to = Infinity }: PointsQuery,
): Columns {
  const axis = axisOf(connection, run, x);
  const columns = columnsOf(points);
  const raw = { 'p.step': columns.step, 'p.epoch': columns.epoch, 'p.time': columns.time };
  const places = raw[axis.sql].slice();
  axis.place(places);
  const inside = places.map((_, i) => i).filter((i) => places[i] >= from && places[i] <= to);
  const kept = (column: Float64Array) => inside.map((i) => column[i]);
  return {
    step: kept(columns.step),
    epoch: kept(columns.epoch),
    time: kept(columns.time),
    value: kept(columns.value),
    ...(x !== 'epoch' && x !== 'time' && { x: kept(places) }),
  };
}

/** Every live point of a series within a range of steps, by step, then time and value. Call it within a read. */
export function pointsOf(
  connection: Connection,
  seriesId: number,
  from = -Number.MAX_SAFE_INTEGER,
  to = Number.MAX_SAFE_INTEGER,
): PointColumns {
  const isWhole = from <= -Number.MAX_SAFE_INTEGER && to >= Number.MAX_SAFE_INTEGER;
  const room = isWhole ? countOf(connection, seriesId) : 16;
  const points = gatherWholePoints(connection, POINTS, [seriesId, from, to], room);
  return points.ascending ? points : byStepTimeAndValue(points);
}

function byStepTimeAndValue({ length, step, epoch, time, value }: PointColumns): PointColumns {
  const order = Array.from({ length }, (_, i) => i);
  // NaN first, as SQLite orders NULL.
  const rank = (at: number) => (Number.isNaN(value[at]) ? -Infinity : value[at]);
  order.sort(
    (a, b) =>
      step[a] - step[b] ||
      time[a] - time[b] ||
      Number(rank(a) > rank(b)) - Number(rank(a) < rank(b)),
  );
  const sorted = new PointColumns(length);
  for (const at of order) sorted.add(step[at], epoch[at], time[at], value[at]);
  return sorted;
}

function countOf(connection: Connection, seriesId: number): number {
  return connection.prepare<number>(COUNT).pluck().get(seriesId) ?? 0;
}

const COUNT = 'SELECT count FROM metric_summaries WHERE series_id = ?';

/** By the step alone, which is the order on the disk: more would be sorted in a table of its own. */
const POINTS = `
SELECT step, epoch, time, value FROM live_points
WHERE series_id = ? AND step BETWEEN ? AND ? ORDER BY step LIMIT -1`;
