import { encodeNumber, type JsonNumber, type RunStatus } from '@peasy/core';
import type { RunGroup } from '../../api/many-runs.js';
import { type Pulse, statusOf } from '../liveness.js';
import { metricSql, runGroupSql } from './run-filter.js';
import type { Bound, SearchConnection } from './search-connection.js';
import { type RunSelection, selectionSql } from './search-runs.js';
import { DEVIATION } from './text-match.js';

/** What groups are counted by, and with which metric over their runs. */
export interface GroupSearch {
  /** As order_by takes it: "params.seed", "config". */
  readonly by: string;
  /** "best.valAccuracy"; with it come the states of the runs too. */
  readonly metric?: string;
  /** Age of a heartbeat from which a running run is lost. */
  readonly lostAfterSeconds: number;
}

/** How many runs there are of each value of `by`, in the order of order_by of the same. @throws StoreError for what is not in the grammar. */
export function groupRuns(
  search: SearchConnection,
  selection: RunSelection,
  { by, metric, lostAfterSeconds }: GroupSearch,
): RunGroup[] {
  const where = selectionSql(selection);
  const { joins, joinValues, value, terms } = runGroupSql(by);
  const from = `FROM runs r JOIN experiments e ON e.id = r.experiment_id ${joins}`;
  const values: Bound[] = [...joinValues, ...where.values];
  if (metric === undefined) {
    const sql = `SELECT ${value} AS value, count(*) AS count ${from}
      WHERE ${where.sql} GROUP BY ${value} ORDER BY ${terms}`;
    return search.all<RunGroup>(sql, values);
  }
  const { key, value: measured } = metricSql(metric);
  const found = search.all<MeasuredGroup>(
    `SELECT ${value} AS value, count(*) AS count, ${STATES},
      count(${measured}) AS measured, min(${measured}) AS min, max(${measured}) AS max,
      avg(${measured}) AS mean, ${DEVIATION}(${measured}) AS deviation
    ${from}
    LEFT JOIN metric_series s ON s.run_id = r.id AND s.key = ?
    LEFT JOIN metric_summaries m ON m.series_id = s.id
    WHERE ${where.sql} GROUP BY ${value} ORDER BY ${terms}`,
    [...joinValues, key, ...where.values],
  );
  // Whether a run that says running is lost, SQL cannot know; there are few of them.
  const unended = search.all<Pulse & { readonly value: string | null }>(
    `SELECT ${value} AS value, r.status, r.heartbeat_at, r.has_heartbeat, r.host, r.pid
    ${from} WHERE ${where.sql} AND r.status = 'running'`,
    values,
  );
  const now = Date.now();
  const lost = new Map<string | null, number>();
  for (const run of unended) {
    if (statusOf(run, lostAfterSeconds, now) !== 'lost') continue;
    lost.set(run.value, (lost.get(run.value) ?? 0) + 1);
  }
  return found.map((group) => asGroup(group, lost.get(group.value) ?? 0));
}

const STORED_STATES = ['running', 'finished', 'failed', 'interrupted'] as const;
const STATES = STORED_STATES.map((state) => `sum(r.status = '${state}') AS ${state}`).join(', ');

interface MeasuredGroup extends Readonly<Record<(typeof STORED_STATES)[number], number>> {
  readonly value: string | null;
  readonly count: number;
  readonly measured: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
}

function asGroup(group: MeasuredGroup, lost: number): RunGroup {
  const { value, count, measured, running, finished, failed, interrupted } = group;
  const states: Record<RunStatus, number> = {
    ...{ running: running - lost, finished, failed, interrupted, lost },
  };
  return {
    value,
    count,
    statuses: Object.fromEntries(Object.entries(states).filter(([, number]) => number > 0)),
    metric: {
      measured,
      min: asJson(group.min),
      max: asJson(group.max),
      mean: asJson(group.mean),
      deviation: asJson(group.deviation),
    },
  };
}

function asJson(value: number | null): JsonNumber | null {
  return value === null ? null : encodeNumber(value);
}
