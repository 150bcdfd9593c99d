import { encodeNumber, type JsonNumber } from '@peasy/core';
import type { Series } from '../api/types.js';
import type { Connection } from './connection.js';
import { findSeries } from './find-series.js';
import { pointsOf } from './read-points.js';

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

function columnsOf(connection: Connection, runId: string, key: string, seriesId: number): Series {
  const { length, step, epoch, time, value } = pointsOf(connection, seriesId);
  const listed = (column: Float64Array) => Array.from(column.subarray(0, length));
  return {
    run: runId,
    key,
    step: listed(step),
    epoch: listed(epoch),
    time: listed(time),
    value: Array.from<number, JsonNumber>(value.subarray(0, length), encodeNumber),
  };
}
