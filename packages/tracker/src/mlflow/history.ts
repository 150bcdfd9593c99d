import type { Router } from 'express';
import {
  type HistoryPage,
  type HistoryPoint,
  HistoryReader,
  metricSteps,
} from '../store/metric-history.js';
import type { RecordAccess } from '../store/record-access.js';
import type { Fields } from './fields.js';
import { invalid } from './mlflow-error.js';
import { offsetOf, tokenOf } from './page-token.js';
import { type Answer, route } from './route.js';
import { metricKeyOf, runIdOf } from './runs.js';
import { sampledSteps } from './sampled-steps.js';
import { wireNumber } from './wire.js';

/** Runs that one bulk request may ask of. */
const MOST_RUNS = 100;

/** Adds the endpoints that read the points of a metric. */
export function addHistory(router: Router, access: RecordAccess): void {
  const reader = new HistoryReader(access.connection);
  route(router, 'get', '/metrics/get-history', (fields) => history(reader, fields));
  route(router, 'get', '/metrics/get-history-bulk', (fields) => bulk(reader, fields));
  route(router, 'get', '/metrics/get-history-bulk-interval', (fields) => interval(access, fields));
}

function history(reader: HistoryReader, fields: Fields): Answer {
  // A run that is not there has no points, as MLflow has it.
  const id = runIdOf(fields);
  const key = metricKeyOf(fields);
  const limit = fields.optionalInteger('max_results') ?? Number.MAX_SAFE_INTEGER;
  if (limit <= 0) fields.refuse('max_results', 'a whole number from 1 up');
  const offset = offsetOf(fields);
  const page = reader.page(id, key, limit, offset);
  const metrics = wirePoints(key, page);
  return {
    metrics: metrics.length > 0 ? metrics : undefined,
    next_page_token: page.isLast ? undefined : tokenOf(offset + limit),
  };
}

function bulk(reader: HistoryReader, fields: Fields): Answer {
  const key = metricKeyOf(fields);
  const limit = Math.min(fields.optionalInteger('max_results') ?? 25_000, 25_000);
  if (limit <= 0) fields.refuse('max_results', 'a whole number from 1 up');
  const metrics: object[] = [];
  for (const runId of runIdsOf(fields, 'run_id').sort()) {
    if (metrics.length >= limit) break;
    for (const point of wirePoints(key, reader.page(runId, key, limit - metrics.length))) {
      metrics.push({ ...point, run_id: runId });
    }
  }
  return { metrics };
}

function interval({ connection }: RecordAccess, fields: Fields): Answer {
  const key = metricKeyOf(fields);
  const runIds = runIdsOf(fields, 'run_ids');
  const from = fields.optionalInteger('start_step');
  const to = fields.optionalInteger('end_step');
  if ((from === undefined) !== (to === undefined)) {
    throw invalid('If either start step or end step are specified, both must be specified.');
  }
  if (from !== undefined && from > to!) {
    throw invalid(
      `end_step must be greater than start_step. Found start_step=${from}, end_step=${to}.`,
    );
  }
  const most = fields.optionalInteger('max_results') ?? 2500;
  if (most < 1 || most > 2500) fields.refuse('max_results', 'a whole number from 1 to 2500');
  const byRun = runIds.map((runId) =>
    metricSteps(
      connection,
      runId,
      key,
      from ?? -Number.MAX_SAFE_INTEGER,
      to ?? Number.MAX_SAFE_INTEGER,
    ),
  );
  const kept = sampledSteps(byRun, most);
  const metrics = byRun
    .flat()
    .filter((point) => kept.has(point.step))
    .sort((a, b) => a.step - b.step)
    .map((point) => ({ ...wirePoint(key, point), run_id: point.runId }));
  return { metrics: metrics.length > 0 ? metrics : undefined };
}

function runIdsOf(fields: Fields, name: string): string[] {
  const runIds = [...new Set(fields.texts(name))];
  if (runIds.length >= 1 && runIds.length <= MOST_RUNS) return runIds;
  throw invalid(`Expected ${name} to be the ids of 1 to ${MOST_RUNS} runs, got ${runIds.length}.`);
}

function wirePoints(key: string, { points, from, to }: HistoryPage) {
  const { step, time, value } = points;
  return Array.from({ length: to - from }, (_, i) => {
    const at = from + i;
    return wirePoint(key, { step: step[at], time: time[at], value: value[at] });
  });
}

function wirePoint(key: string, { value, time, step }: Omit<HistoryPoint, 'runId'>) {
  return { key, value: wireNumber(value), timestamp: Math.round(time), step };
}
