import type { JsonNumber } from '@peasy/core';
import type { Series } from '../api/types.js';
import type { Connection } from './connection.js';
import { findSeries } from './find-series.js';
import { storedNumber } from './run-rows.js';

/**
 * Every live point of the metrics of some runs, exact, by step, then time and value. Metrics that a run does not have
 * are left out.
 * @param keys which metrics; none named: all.
 */
export function readSeries(
  connection: Connection,
  runIds: readonly string[],
  keys: readonly string[],
): Series[] {
  return connection.read(() =>
    findSeries(connection, runIds, keys).map(({ run, key, id }) =>
      columnsOf(connection, run, key, id),
    ),
  );
}

type PointTuple = [step: number, epoch: number, time: number, value: number | null];

function columnsOf(connection: Connection, runId: string, key: string, seriesId: number): Series {
  const step: number[] = [];
  const epoch: number[] = [];
  const time: number[] = [];
  const value: JsonNumber[] = [];
  const rows = connection
    .prepare<PointTuple>(
      'SELECT step, epoch, time, value FROM live_points WHERE series_id = ? ORDER BY step, time, value',
    )
    .raw()
    .iterate(seriesId);
  for (const row of rows) {
    step.push(row[0]);
    epoch.push(row[1]);
    time.push(row[2]);
    value.push(storedNumber(row[3]));
  }
  return { run: runId, key, step, epoch, time, value };
}
