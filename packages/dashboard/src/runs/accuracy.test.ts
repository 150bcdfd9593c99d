import { describe, expect, it } from 'vitest';
import { runRow, summaryOf } from '../testing/run-row.js';
import {
  accuracyOver,
  bestValidation,
  formatAccuracy,
  lastValidation,
  overlap,
  testAccuracy,
} from './accuracy.js';

describe('testAccuracy()', () => {
  it('carries the 95 % Wilson interval of the split’s test photos', () => {
    const run = runRow({ metrics: { testAccuracy: summaryOf(0.874_166_67) } });
    const accuracy = testAccuracy(run)!;
    expect(accuracy.n).toBe(2400);
    // 2098 of 2400, by R's prop.test(2098, 2400, correct = FALSE): 0.8603000, 0.8868368.
    expect(accuracy.low).toBeCloseTo(0.8603, 4);
    expect(accuracy.high).toBeCloseTo(0.8868, 4);
    expect(formatAccuracy(accuracy).replaceAll('\u00a0', ' ')).toBe('0.874 ± 0.013');
  });

  it('is absent before the test, without a split, and for NaN', () => {
    expect(testAccuracy(runRow())).toBeUndefined();
    const metrics = { testAccuracy: summaryOf(0.9) };
    expect(testAccuracy(runRow({ metrics, split: null }))).toBeUndefined();
    const nan = { ...summaryOf(0), last: 'NaN' } as const;
    expect(testAccuracy(runRow({ metrics: { testAccuracy: nan } }))).toBeUndefined();
  });
});

describe('bestValidation() and lastValidation()', () => {
  const valAccuracy = { last: 0.86, min: 0.5, max: 0.88, best: 0.88, bestEpoch: 24, count: 30 };
  it('tell the best from the last, and its epoch', () => {
    const run = runRow({ metrics: { valAccuracy } });
    expect(bestValidation(run)).toMatchObject({ value: 0.88, epoch: 24, n: 2400 });
    expect(lastValidation(run)).toMatchObject({ value: 0.86 });
  });
  it('have no best where every value was NaN', () => {
    const run = runRow({
      metrics: { valAccuracy: { ...valAccuracy, best: null, bestEpoch: null } },
    });
    expect(bestValidation(run)).toBeUndefined();
  });
});

describe('overlap()', () => {
  it('is true from the first common value', () => {
    const low = accuracyOver(0.731, 2400)!;
    const high = accuracyOver(0.874, 2400)!;
    expect(overlap(low, high)).toBe(false);
    expect(overlap(high, low)).toBe(false);
    expect(overlap(high, accuracyOver(0.869, 2400)!)).toBe(true);
    expect(overlap({ ...low, high: 0.8 }, { ...high, low: 0.8 })).toBe(true);
  });
});
