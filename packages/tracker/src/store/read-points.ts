import type { Connection } from './connection.js';
import { findSeries } from './find-series.js';
import { PointColumns } from './point-columns.js';
import { checkRange } from './x-axis.js';

/** Which points to read. */
export interface PointsQuery {
  readonly runs: readonly string[];
  /** Which metrics; none: all. */
  readonly keys?: readonly string[];
  /** First step. Default: the series' own. */
  readonly from?: number;
  /** Last step. Default: the series' own. */
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
}

/** Every live point of some metrics of some runs, exact, within a range of steps. @throws StoreError for a range that is none. */
export function readPoints(connection: Connection, query: PointsQuery): ExactPoints[] {
  const { runs, keys = [], from, to } = query;
  checkRange(from, to);
  return connection.read(() =>
    findSeries(connection, runs, keys).map(({ id, run, key }) => {
      const { length, ...columns } = pointsOf(connection, id, from, to);
      const total = connection.prepare<number>(COUNT).pluck().get(id) ?? 0;
      return {
        run,
        key,
        total,
        step: columns.step.slice(0, length),
        epoch: columns.epoch.slice(0, length),
        time: columns.time.slice(0, length),
        value: columns.value.slice(0, length),
      };
    }),
  );
}

type PointTuple = [step: number, epoch: number, time: number, value: number | null];

function pointsOf(
  connection: Connection,
  seriesId: number,
  from = -Number.MAX_SAFE_INTEGER,
  to = Number.MAX_SAFE_INTEGER,
): PointColumns {
  const rows = connection.prepare<PointTuple>(POINTS).raw().iterate(seriesId, from, to);
  const points = new PointColumns();
  for (const [step, epoch, time, value] of rows) points.add(step, epoch, time, value ?? Number.NaN);
  return points;
}

const COUNT = 'SELECT count FROM metric_summaries WHERE series_id = ?';

const POINTS = `
SELECT step, epoch, time, value FROM live_points
WHERE series_id = ? AND step BETWEEN ? AND ? ORDER BY step, time, value`;
