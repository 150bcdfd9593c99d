import { statSync } from 'node:fs';
import { openStore } from '../../packages/tracker/src/index.js';
import { benchStart, epochAfter, metricKeys, withRecordFile } from './bench-run.js';

/** How fast a program logs into its own record. */
export interface LoggingFigures {
  readonly case: string;
  readonly metricsPerSecond: number;
  /** The longest that one call held the program up, in milliseconds. */
  readonly longestCall: number;
  readonly bytesPerPoint: number;
}

/** Runs that log at once, and metrics of one call. */
const CASES = [
  { runs: 1, keys: 1 },
  { runs: 1, keys: 20 },
  { runs: 1, keys: 1000 },
  { runs: 100, keys: 10 },
] as const;

/** Logs as a training loop does, one call a step, until everything is on disk; the points' own making is in it. */
export async function measureLogging(metrics: number): Promise<LoggingFigures[]> {
  const figures: LoggingFigures[] = [];
  for (const { runs, keys } of CASES) {
    figures.push(await withRecordFile((file) => measureCase(file, runs, keys, metrics)));
  }
  return figures;
}

async function measureCase(
  file: string,
  runs: number,
  keyCount: number,
  metrics: number,
): Promise<LoggingFigures> {
  const store = openStore({ file });
  const loggers = Array.from({ length: runs }, (_, i) => store.startRun(benchStart(i)));
  const keys = metricKeys(keyCount);
  const steps = Math.max(1, Math.floor(metrics / (runs * keyCount)));
  let longestCall = 0;
  const begin = performance.now();
  for (let step = 0; step < steps; step++) {
    const time = Date.now();
    const epoch = epochAfter(step);
    for (const logger of loggers) {
      const points = keys.map((key) => ({ key, step, epoch, time, value: Math.random() }));
      const before = performance.now();
      logger.logMetrics(points);
      longestCall = Math.max(longestCall, performance.now() - before);
    }
  }
  for (const logger of loggers) await logger.flush();
  const seconds = (performance.now() - begin) / 1000;
  const logged = steps * runs * keyCount;
  const { points } = store.health();
  store.close();
  if (points !== logged) throw new Error(`Expected ${logged} points in the record, got ${points}.`);
  return {
    case: `${runs === 1 ? '1 run' : `${runs} runs`}, ${keyCount} metrics a call`,
    metricsPerSecond: logged / seconds,
    longestCall,
    bytesPerPoint: statSync(file).size / logged,
  };
}
