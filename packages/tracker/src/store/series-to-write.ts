import { isHigherBetter } from '@peasy/core';
import { type Connection, tables } from './connection.js';
import { type EpochRule, epochRuleOf } from './epoch-rule.js';
import type { PointColumns } from './point-columns.js';

/** What of a series its points are written by. */
export interface SeriesToWrite {
  readonly id: number;
  readonly higherIsBetter: number;
  readonly timeOrigin: number;
  readonly rule: EpochRule | undefined;
  /** Highest step of a live point; null when there is none. */
  readonly lastStep: number | null;
}

interface SeriesRow {
  readonly id: number;
  readonly higherIsBetter: number;
  readonly timeOrigin: number;
  readonly epochOffset: number | null;
  readonly stepsPerEpoch: number | null;
  readonly lastStep: number | null;
}

const FIND_SERIES = `
SELECT s.id, s.higher_is_better AS higherIsBetter, s.time_origin AS timeOrigin,
  s.epoch_offset AS epochOffset, s.steps_per_epoch AS stepsPerEpoch, m.last_step AS lastStep
FROM metric_series s LEFT JOIN metric_summaries m ON m.series_id = s.id
WHERE s.run_id = ? AND s.key = ?`;

/** Finds or makes a series, and fits it to points that are to come. Call it within a write. */
export function seriesToWrite(
  connection: Connection,
  runId: string,
  key: string,
  points: PointColumns,
): SeriesToWrite {
  const find = connection.prepare<SeriesRow>(FIND_SERIES);
  let row = find.get(runId, key);
  if (!row) {
    const origin = Math.floor(points.time[0]);
    connection.run(
      tables.insertInto('metric_series').values({
        run_id: runId,
        key,
        higher_is_better: isHigherBetter(key) ? 1 : 0,
        time_origin: Number.isSafeInteger(origin) && origin > 0 ? origin : 0,
      }),
    );
    row = find.get(runId, key)!;
  }
  const { id, higherIsBetter, lastStep, epochOffset, stepsPerEpoch } = row;
  const exact = isExact(row.timeOrigin, points);
  if (!exact) countFrom1970(connection, id, row.timeOrigin);
  const rule =
    stepsPerEpoch === null
      ? learnRule(connection, id, points)
      : { offset: epochOffset!, stepsPerEpoch };
  return { id, higherIsBetter, timeOrigin: exact ? row.timeOrigin : 0, rule, lastStep };
}

function learnRule(
  connection: Connection,
  seriesId: number,
  points: PointColumns,
): EpochRule | undefined {
  const last = points.length - 1;
  const rule = epochRuleOf(points.step[last], points.epoch[last]);
  if (rule) {
    connection.run(
      tables
        .updateTable('metric_series')
        .set({ epoch_offset: rule.offset, steps_per_epoch: rule.stepsPerEpoch })
        .where('id', '=', seriesId),
    );
  }
  return rule;
}

/** Whether every time comes back when it is counted from an origin: fractions far from it may not. */
function isExact(origin: number, { time, length }: PointColumns): boolean {
  for (let at = 0; at < length; at++) {
    if (origin + (time[at] - origin) !== time[at]) return false;
  }
  return true;
}

/** Counts the times of a series from 1970, which is exact always. */
function countFrom1970(connection: Connection, seriesId: number, origin: number): void {
  const rows = connection.all(
    tables.selectFrom('points').selectAll().where('series_id', '=', seriesId),
  );
  // Not by UPDATE: a time that moved could meet one that is still to move.
  connection.run(tables.deleteFrom('points').where('series_id', '=', seriesId));
  for (const row of rows) {
    connection.run(tables.insertInto('points').values({ ...row, time: origin + row.time }));
  }
  connection.run(
    tables.updateTable('metric_series').set({ time_origin: 0 }).where('id', '=', seriesId),
  );
}
