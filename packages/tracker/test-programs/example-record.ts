import { describeNetwork, NETWORKS } from '@peasy/core';
import type { Store } from '../src/store/store.js';
import { sampleStart, smallWeights } from './sample-start.js';

/**
 * Fills a record with the runs that docs/database.md shows: a CNN and a Dense network of four
 * epochs whose curves are simple formulas, and a Dense run that ended with a NaN loss.
 */
export async function fillExampleRecord(store: Store): Promise<void> {
  await addRun(store, 'cnn', (epoch) => 0.5 + 0.1 * epoch - 0.01 * epoch * epoch);
  await addRun(store, 'dense', (epoch) => 0.5 + 0.12 * epoch - 0.025 * epoch * epoch);
  await addRun(store, 'dense', () => Number.NaN);
}

async function addRun(
  store: Store,
  config: 'cnn' | 'dense',
  accuracy: (epoch: number) => number,
): Promise<void> {
  const network = NETWORKS[config]([32, 32, 3], 2);
  const { parameters, multiplyAdds } = describeNetwork(network);
  const params = { network: config, epochs: 4, 'optimizer.learningRate': 0.01 };
  const start = {
    config,
    name: config,
    network,
    parameters,
    multiplyAdds,
    epochsPlanned: 4,
    params,
  };
  const logger = store.startRun(sampleStart(start));
  for (let epoch = 1; epoch <= 4; epoch++) {
    const value = Number(accuracy(epoch).toFixed(4));
    const at = { step: epoch * 6 - 1, epoch, time: Date.UTC(2026, 10, 3, 10, 0, epoch) };
    logger.logMetrics([
      { ...at, key: 'loss', value: 1 - value },
      { ...at, key: 'valAccuracy', value },
    ]);
    if (Number.isNaN(value)) return logger.finish('failed', 'The loss became NaN in epoch 1.');
  }
  await logger.saveSnapshot({
    step: 24,
    epoch: 4,
    reasons: ['best', 'last'],
    weights: smallWeights(1),
  });
  return logger.finish('finished');
}
