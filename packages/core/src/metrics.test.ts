import { describe, expect, it } from 'vitest';
import { EPOCH_METRICS, isHigherBetter, STEP_METRICS, TEST_METRICS } from './metrics.js';

describe('isHigherBetter()', () => {
  it('wants accuracies and rates up, losses and seconds down', () => {
    const wanted = [...STEP_METRICS, ...EPOCH_METRICS, ...TEST_METRICS].filter(isHigherBetter);
    expect(wanted).toEqual([
      'stepAccuracy',
      'accuracy',
      'valAccuracy',
      'imagesPerSecond',
      'testAccuracy',
    ]);
  });
});
