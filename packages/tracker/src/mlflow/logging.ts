import type { Router } from 'express';
import { putRunParams, putRunTags, segmentOf, writeToRun } from '../store/client-runs.js';
import { putModelMetrics } from '../store/logged-models.js';
import type { RecordAccess } from '../store/record-access.js';
import { writePoints } from '../store/write-points.js';
import { WriteQueue } from '../store/write-queue.js';
import type { Fields } from './fields.js';
import { LIMITS } from './limits.js';
import { type LoggedMetric, metricOf } from './metrics-fields.js';
import { invalid } from './mlflow-error.js';
import { runParamsOf, runTagsOf } from './pairs.js';
import { type Endpoint, route } from './route.js';
import { runIdOf } from './runs.js';

/** What logs metrics and params to a run, by its address. Each request is one write, whole or not at all. */
export type LoggingEndpoints = Readonly<
  Record<'/runs/log-metric' | '/runs/log-parameter' | '/runs/log-batch', Endpoint>
>;

/** The endpoints that log over one record; what is asked for at the same moment shares a commit. */
export function loggingEndpoints(access: RecordAccess): LoggingEndpoints {
  const { connection } = access;
  const writes = new WriteQueue(connection);
  const write = async (id: string, work: () => void) => {
    await writes.write(() => writeToRun(connection, id, work));
    return {};
  };
  return {
    '/runs/log-metric': (fields) => {
      const id = runIdOf(fields);
      const metric = metricOf(fields);
      return write(id, () => logMetrics(access, id, [metric]));
    },
    '/runs/log-parameter': (fields) => {
      const id = runIdOf(fields);
      const params = runParamsOf([fields]);
      return write(id, () => putRunParams(connection, id, params));
    },
    '/runs/log-batch': (fields) => {
      const id = runIdOf(fields);
      const items = {
        metrics: fields.items('metrics'),
        params: fields.items('params'),
        tags: fields.items('tags'),
      };
      checkSizes(items);
      const metrics = items.metrics.map(metricOf);
      const params = runParamsOf(items.params);
      const tags = runTagsOf(items.tags);
      return write(id, () => {
        putRunParams(connection, id, params);
        logMetrics(access, id, metrics);
        putRunTags(connection, id, tags);
      });
    },
  };
}

/** Adds the endpoints that log to a run. */
export function addLogging(router: Router, endpoints: LoggingEndpoints): void {
  for (const [path, endpoint] of Object.entries(endpoints)) route(router, 'post', path, endpoint);
}

function logMetrics(
  { connection }: RecordAccess,
  runId: string,
  metrics: readonly LoggedMetric[],
): void {
  if (metrics.length === 0) return;
  writePoints(connection, runId, segmentOf(connection, runId), metrics, 'keep');
  const ofModels = metrics.filter((metric) => metric.modelId !== undefined);
  if (ofModels.length > 0) putModelMetrics(connection, runId, ofModels);
}

function checkSizes(items: Record<'metrics' | 'params' | 'tags', readonly Fields[]>): void {
  const most = {
    metrics: LIMITS.batchMetrics,
    params: LIMITS.batchParams,
    tags: LIMITS.batchTags,
  };
  let all = 0;
  for (const kind of ['metrics', 'params', 'tags'] as const) {
    const count = items[kind].length;
    all += count;
    if (count > most[kind]) {
      throw invalid(
        `A batch logging request can contain at most ${most[kind]} ${kind}. Got ${count} ${kind}. Please split up ${kind} across multiple requests and try again.`,
      );
    }
  }
  if (all > LIMITS.batchItems) {
    throw invalid(
      `A batch logging request can contain at most ${LIMITS.batchItems} metrics, params and tags in all. Got ${all}. Please split them up across multiple requests and try again.`,
    );
  }
}
