import { describe, expect, it } from 'vitest';
import {
  EPOCH_METRICS,
  hasBest,
  isHigherBetter,
  partMeasured,
  STEP_METRICS,
  TEST_METRICS,
} from './metrics.js';

describe('hasBest()', () => {
  it('is false for what is chosen, true for what is reached', () => {
    const without = [...STEP_METRICS, ...EPOCH_METRICS, ...TEST_METRICS].filter(
      (key) => !hasBest(key),
    );
    expect(without).toEqual(['learningRate']);
  });
});

describe('isHigherBetter()', () => {
  it('wants accuracies and rates up, losses and seconds down', () => {
    const wanted = [...STEP_METRICS, ...EPOCH_METRICS, ...TEST_METRICS].filter(
      (key) => hasBest(key) && isHigherBetter(key),
    );
    expect(wanted).toEqual([
      'stepAccuracy',
      'accuracy',
      'valAccuracy',
      'imagesPerSecond',
      'testAccuracy',
    ]);
  });
});

describe('partMeasured()', () => {
  it('knows what each accuracy of the trainer is a share of, and no other metric', () => {
    const keys = [...STEP_METRICS, ...EPOCH_METRICS, ...TEST_METRICS, 'toString'];
    const parts = keys.flatMap((key) => {
      const part = partMeasured(key);
      return part ? [[key, part]] : [];
    });
    expect(parts).toEqual([
      ['accuracy', 'train'],
      ['valAccuracy', 'validation'],
      ['testAccuracy', 'test'],
    ]);
  });
});
