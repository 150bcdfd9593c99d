import { statSync } from 'node:fs';
import type { MetricPoint, RunLogger } from '../../packages/core/src/index.js';
import { openStore, type Store } from '../../packages/tracker/src/index.js';
import { benchStart, epochAfter, metricKeys } from './bench-run.js';

/** Which record to build. */
export interface RecordPlan {
  readonly runs: number;
  readonly metricsPerRun: number;
  readonly points: number;
  readonly together: number;
  readonly batch: number;
}

/** A record that was built. */
export interface BuiltRecord {
  readonly runIds: readonly string[];
  /** A run with one series of 100,000 points, beside the others. */
  readonly longRun: string;
  readonly points: number;
  readonly pointsPerSecond: number;
  /** Of the points alone, and of the whole file, both by the points. */
  readonly bytesPerPoint: number;
  readonly fileBytesPerPoint: number;
}

const LONG_SERIES = 100_000;
/** Milliseconds of a step: a run of 1000 steps takes a quarter of an hour. */
const STEP_MS = 900;

/** Builds a record of runs that grow in groups, a batch each in turn, as trainings at the same time do. */
export async function buildRecord(file: string, plan: RecordPlan): Promise<BuiltRecord> {
  const store = openStore({ file });
  const steps = Math.max(1, Math.round(plan.points / (plan.runs * plan.metricsPerRun)));
  const begin = performance.now();
  const runIds: string[] = [];
  for (let first = 0; first < plan.runs; first += plan.together) {
    const numbers = Array.from(
      { length: Math.min(plan.together, plan.runs - first) },
      (_, i) => first + i,
    );
    runIds.push(...(await growTogether(store, numbers, steps, plan)));
  }
  const seconds = (performance.now() - begin) / 1000;
  const points = runIds.length * plan.metricsPerRun * steps;
  const longRun = await logLongSeries(store, plan.runs);
  const [[pointBytes]] = store.query("SELECT sum(pgsize) FROM dbstat WHERE name = 'points'").rows;
  store.close();
  const all = points + LONG_SERIES;
  return {
    runIds,
    longRun,
    points,
    pointsPerSecond: points / seconds,
    bytesPerPoint: Number(pointBytes) / all,
    fileBytesPerPoint: statSync(file).size / all,
  };
}

async function growTogether(
  store: Store,
  numbers: readonly number[],
  steps: number,
  plan: RecordPlan,
): Promise<string[]> {
  const loggers = numbers.map((number) => store.startRun(benchStart(number)));
  const keys = metricKeys(plan.metricsPerRun);
  const startedAt = Date.now();
  for (let from = 0; from < steps; from += plan.batch) {
    const to = Math.min(steps, from + plan.batch);
    for (const [i, logger] of loggers.entries()) {
      logger.logMetrics(batchOf(keys, from, to, startedAt + i));
      await logger.flush();
    }
  }
  await Promise.all(loggers.map((logger: RunLogger) => logger.finish('finished')));
  return loggers.map((logger) => logger.runId);
}

function batchOf(
  keys: readonly string[],
  from: number,
  to: number,
  startedAt: number,
): MetricPoint[] {
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((step) =>
    keys.map((key) => ({
      key,
      step,
      epoch: epochAfter(step),
      time: startedAt + step * STEP_MS + Math.floor(Math.random() * STEP_MS),
      value: Math.random(),
    })),
  );
}

async function logLongSeries(store: Store, number: number): Promise<string> {
  const logger = store.startRun(benchStart(number));
  for (let from = 0; from < LONG_SERIES; from += 1000) {
    logger.logMetrics(batchOf(['metric0'], from, from + 1000, Date.now()));
  }
  await logger.finish('finished');
  return logger.runId;
}
