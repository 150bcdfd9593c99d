import path from 'node:path';
import type { MetricPoint } from '@peasy/core';
import { openStore } from '@peasy/tracker';
import { startOf } from './large-records.js';

/** A record that a run of goes on growing. */
export interface GrowingRecord {
  /** Adds points of a metric to the run that is under way. */
  add(key: string, values: readonly number[], fromStep: number): Promise<void>;
  close(): Promise<void>;
}

const STEPS = 120;
/** Metrics of one point, beside the others. */
const HEADS = 12_000;

/**
 * Records `kept`, with metrics of many names (paired, of no photos, one point, NaN) and 12,000 more,
 * and `growing`, which is under way.
 */
export async function recordMetrics(folder: string): Promise<GrowingRecord> {
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  const kept = store.startRun({ ...startOf(0), name: 'kept' });
  const steps = Array.from({ length: STEPS }, (_, step) => step);
  kept.logMetrics(
    steps.flatMap((step) => [
      pointAt('train/loss', step, 2 / (1 + step / 10)),
      pointAt('val/loss', step, 2.5 / (1 + step / 10)),
      pointAt('learningRate', step, 0.1 * 0.97 ** step),
      pointAt('layer/weightNorm', step, step === 60 ? Number.NaN : 3 + Math.sin(step / 9)),
    ]),
  );
  kept.logMetrics([pointAt('testAccuracy', STEPS - 1, 0.875)]);
  kept.logMetrics(
    Array.from({ length: HEADS }, (_, head) => pointAt(`head/${head}/gradientNorm`, 0, head)),
  );
  await kept.finish('finished');
  const growing = store.startRun({ ...startOf(1), name: 'growing' });
  const add = async (key: string, values: readonly number[], fromStep: number) => {
    growing.logMetrics(values.map((value, i) => pointAt(key, fromStep + i, value)));
    await growing.flush();
  };
  await add('learningRate', [0.2, 0.19], 0);
  return {
    add,
    async close() {
      await growing.finish('finished');
      store.close();
    },
  };
}

function pointAt(key: string, step: number, value: number): MetricPoint {
  return { key, step, epoch: (step + 1) / 10, time: 1.7e12 + step * 90, value };
}
