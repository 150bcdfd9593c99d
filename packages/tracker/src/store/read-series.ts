import type { JsonNumber } from '@peasy/core';
import type { Series } from '../api/types.js';
import { type Connection, tables } from './connection.js';
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
    runIds.flatMap((runId) => {
      const there = connection.all(
        tables
          .selectFrom('metric_series')
          .select(['id', 'key'])
          .where('run_id', '=', runId)
          .orderBy('id'),
      );
      const wanted =
        keys.length === 0
          ? there
          : [...new Set(keys)].flatMap((key) => there.filter((series) => series.key === key));
      return wanted.map(({ id, key }) => columnsOf(connection, runId, key, id));
    }),
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
