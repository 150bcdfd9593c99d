import { encodeNumber, type JsonNumber, type SplitKind, type SplitSummary } from '@peasy/core';
import { sql } from 'kysely';
import type { MetricSummary, RunRow } from '../api/types.js';
import { type Connection, tables } from './connection.js';
import { statusOf } from './liveness.js';
import { environmentsOf, notesOf } from './run-remarks.js';

/** What rows of runs may be narrowed to in SQL. */
export interface RowFilter {
  readonly ids?: readonly string[];
  /** true: only those in the trash; false: only those outside. */
  readonly trash?: boolean;
  readonly experiment?: string;
  readonly config?: string;
  /** The newest so many. */
  readonly limit?: number;
}

/** What of a run's words and numbers a row has. */
export interface RowColumns {
  /** Metrics by these keys alone. Default: all. */
  readonly metrics?: readonly string[];
  /** Params by these keys. Default: none. */
  readonly params?: readonly string[];
  readonly note?: boolean;
  /** Of the environment these keys. Default: none. */
  readonly environment?: readonly string[];
}

/** Runs with their summaries, newest first. Points are never read. */
export function runRows(
  connection: Connection,
  filter: RowFilter,
  lostAfterSeconds: number,
  columns: RowColumns = {},
): RunRow[] {
  return connection.read(() => {
    const rows = connection.all(runsQuery(filter));
    const ids = JSON.stringify(rows.map((row) => row.id));
    const metrics = summariesOf(connection, ids, columns.metrics);
    const params = columns.params && paramsOf(connection, ids, columns.params);
    const notes = columns.note && notesOf(connection, ids);
    const environments =
      columns.environment && environmentsOf(connection, ids, columns.environment);
    const tags = tagsOf(connection, ids);
    const now = Date.now();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      experiment: row.experiment,
      config: row.config,
      status: statusOf(row, lostAfterSeconds, now),
      message: row.message,
      engine: row.engine,
      device: row.device,
      dataset: row.dataset,
      parameters: row.parameters,
      multiplyAdds: row.multiply_adds,
      startedAt: isoTime(row.started_at),
      endedAt: row.ended_at === null ? null : isoTime(row.ended_at),
      seconds: (row.earlier_ms + (row.ended_at ?? row.heartbeat_at) - row.resumed_at) / 1000,
      epochs: row.epochs,
      epochsPlanned: row.epochs_planned,
      split: splitOf(row),
      metrics: metrics.get(row.id) ?? {},
      tags: tags.get(row.id) ?? {},
      ...(params && { params: params.get(row.id) ?? {} }),
      ...(notes && { note: notes.get(row.id) ?? '' }),
      ...(environments && { environment: environments.get(row.id) ?? {} }),
      place: row.place,
      version: row.version,
      trashedAt: row.trashed_at === null ? null : isoTime(row.trashed_at),
    }));
  });
}

/** The one query behind every list of runs. */
export function runsQuery({ ids, trash, experiment, config, limit = Infinity }: RowFilter) {
  let query = tables
    .selectFrom('runs as r')
    .innerJoin('experiments as e', 'e.id', 'r.experiment_id')
    .leftJoin('splits as s', 's.run_id', 'r.id')
    .select('e.name as experiment')
    .select(sql<number>`r.rowid`.as('place'))
    .selectAll('r')
    .select(['s.kind', 's.digest', 's.train', 's.validation', 's.test'])
    .select(['s.test_also_trained', 's.validation_also_trained'])
    .select(['s.test_near_trained', 's.validation_near_trained']);
  if (ids) query = query.where('r.id', 'in', ids);
  if (trash !== undefined) query = query.where('r.trashed_at', trash ? 'is not' : 'is', null);
  if (experiment !== undefined) query = query.where('e.name', '=', experiment);
  if (config !== undefined) query = query.where('r.config', '=', config);
  query = query.orderBy('r.started_at', 'desc').orderBy('r.id', 'desc');
  return Number.isInteger(limit) ? query.limit(limit) : query;
}

/** Summaries of the runs whose ids are in a JSON list: one text, so that no number of runs is too many for SQLite. */
export const SUMMARIES_SQL = `
SELECT s.run_id, s.key, m.last_value, m.min_value, m.max_value, m.best_value, m.best_epoch, m.count
FROM json_each(?) AS wanted
JOIN metric_series s ON s.run_id = wanted.value
JOIN metric_summaries m ON m.series_id = s.id
ORDER BY s.id`;

/** The same of some metrics alone, whose keys are in a second list. */
const SOME_SUMMARIES_SQL = `
SELECT s.run_id, s.key, m.last_value, m.min_value, m.max_value, m.best_value, m.best_epoch, m.count
FROM json_each(?) AS wanted
CROSS JOIN json_each(?) AS keys
JOIN metric_series s ON s.run_id = wanted.value AND s.key = keys.value
JOIN metric_summaries m ON m.series_id = s.id`;

interface SummaryRow {
  readonly run_id: string;
  readonly key: string;
  readonly last_value: number | null;
  readonly min_value: number | null;
  readonly max_value: number | null;
  readonly best_value: number | null;
  readonly best_epoch: number | null;
  readonly count: number;
}

function summariesOf(
  connection: Connection,
  ids: string,
  keys: readonly string[] | undefined,
): Map<string, Record<string, MetricSummary>> {
  const byRun = new Map<string, Record<string, MetricSummary>>();
  const rows = keys
    ? connection.prepare<SummaryRow>(SOME_SUMMARIES_SQL).all(ids, JSON.stringify(keys))
    : connection.prepare<SummaryRow>(SUMMARIES_SQL).all(ids);
  for (const row of rows) {
    entryOf(byRun, row.run_id)[row.key] = {
      last: storedNumber(row.last_value),
      min: numberOrNull(row.min_value),
      max: numberOrNull(row.max_value),
      best: numberOrNull(row.best_value),
      bestEpoch: row.best_epoch,
      count: row.count,
    };
  }
  return byRun;
}

function tagsOf(connection: Connection, ids: string): Map<string, Record<string, string>> {
  const byRun = new Map<string, Record<string, string>>();
  const rows = connection
    .prepare<{ run_id: string; key: string; value: string }>(
      'SELECT t.run_id, t.key, t.value FROM json_each(?) AS wanted JOIN tags t ON t.run_id = wanted.value ORDER BY t.key',
    )
    .all(ids);
  for (const row of rows) entryOf(byRun, row.run_id)[row.key] = row.value;
  return byRun;
}

function paramsOf(
  connection: Connection,
  ids: string,
  keys: readonly string[],
): Map<string, Record<string, string>> {
  const byRun = new Map<string, Record<string, string>>();
  const rows = connection
    .prepare<{ run_id: string; key: string; value: string }>(
      `SELECT p.run_id, p.key, p.value FROM json_each(?) AS wanted CROSS JOIN json_each(?) AS keys
       JOIN params p ON p.run_id = wanted.value AND p.key = keys.value`,
    )
    .all(ids, JSON.stringify(keys));
  for (const row of rows) entryOf(byRun, row.run_id)[row.key] = row.value;
  return byRun;
}

/** Records without a prototype: a key may be called "constructor". */
function entryOf<T>(byRun: Map<string, Record<string, T>>, runId: string): Record<string, T> {
  const entry = byRun.get(runId) ?? (Object.create(null) as Record<string, T>);
  byRun.set(runId, entry);
  return entry;
}

/** A stored value as JSON has it: NULL is NaN. */
export function storedNumber(value: number | null): JsonNumber {
  return encodeNumber(value ?? Number.NaN);
}

function numberOrNull(value: number | null): JsonNumber | null {
  return value === null ? null : encodeNumber(value);
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function splitOf(row: {
  kind: string | null;
  digest: string | null;
  train: number | null;
  validation: number | null;
  test: number | null;
  test_also_trained: number | null;
  validation_also_trained: number | null;
  test_near_trained: number | null;
  validation_near_trained: number | null;
}): SplitSummary | null {
  if (row.kind === null) return null;
  return {
    kind: row.kind as SplitKind,
    digest: row.digest!,
    train: row.train!,
    validation: row.validation!,
    test: row.test!,
    testAlsoTrained: row.test_also_trained!,
    validationAlsoTrained: row.validation_also_trained!,
    ...(row.test_near_trained !== null && { testNearTrained: row.test_near_trained }),
    ...(row.validation_near_trained !== null && {
      validationNearTrained: row.validation_near_trained,
    }),
  };
}
