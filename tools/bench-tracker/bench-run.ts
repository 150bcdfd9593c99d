import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunStart } from '../../packages/core/src/index.js';

/** A run as the record has thousands of: 20 params, a network of no layers. */
export function benchStart(number: number): RunStart {
  const params = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`param${i}`, i % 2 === 0 ? number * i : `value ${i}`]),
  );
  return {
    name: `run-${number}`,
    experiment: 'bench',
    engine: 'kernels',
    device: 'cpu',
    dataset: { name: 'drawn', digest: '0'.repeat(64) },
    classes: ['dog', 'cat'],
    network: { name: 'none', input: [32, 32, 3], layers: [] },
    parameters: 0,
    multiplyAdds: 0,
    epochsPlanned: 100,
    split: {
      kind: 'holdout',
      digest: '0'.repeat(64),
      train: 700,
      validation: 150,
      test: 150,
      testAlsoTrained: 0,
      validationAlsoTrained: 0,
    },
    params,
    environment: {},
  };
}

/** Names of metrics. */
export function metricKeys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `metric${i}`);
}

/** Epochs done after a step, of 100 steps each, as the trainer counts them. */
export function epochAfter(step: number): number {
  return Math.floor(step / 100) + ((step % 100) + 1) / 100;
}

/** Calls `work` with a file in a new folder, which is removed after it. */
export async function withRecordFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'peasy-bench-tracker-'));
  try {
    return await work(join(folder, 'peasy.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
