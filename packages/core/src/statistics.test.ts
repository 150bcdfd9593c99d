import { describe, expect, it } from 'vitest';
import { confusionMatrix, holm, mcnemar, wilsonInterval } from './statistics.js';

describe('wilsonInterval()', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is %d to %d, as published', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('agrees with R: prop.test(8, 10, correct = FALSE)', () => {
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4901625, 7);
    expect(high).toBeCloseTo(0.9433178, 7);
  });

  it('knows nothing without photos', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('touches 0 and 1 exactly where nothing or everything succeeds', () => {
    for (const n of [1, 3, 7, 50, 6250]) {
      expect(wilsonInterval(0, n).low).toBe(0);
      expect(wilsonInterval(n, n).high).toBe(1);
    }
  });

  it('mirrors: failures have the interval of successes, turned round', () => {
    const successes = wilsonInterval(13, 40);
    const failures = wilsonInterval(27, 40);
    expect(failures.low).toBeCloseTo(1 - successes.high, 14);
    expect(failures.high).toBeCloseTo(1 - successes.low, 14);
  });

  it('holds the bounds at which the score test is just significant', () => {
    const z = 2.5758293035489004;
    for (const bound of Object.values(wilsonInterval(300, 400, z))) {
      const score = (0.75 - bound) / Math.sqrt((bound * (1 - bound)) / 400);
      expect(Math.abs(score)).toBeCloseTo(z, 10);
    }
  });

  it.each([
    [-1, 10],
    [11, 10],
    [0.5, 10],
    [1, Number.NaN],
  ])('refuses %d successes in %d', (successes, n) => {
    expect(() => wilsonInterval(successes, n)).toThrow(RangeError);
  });

  it('refuses a z that is no quantile', () => {
    expect(() => wilsonInterval(1, 2, 0)).toThrow('Expected z above 0, got 0.');
  });
});

describe('confusionMatrix()', () => {
  it('counts true classes in rows and predictions in columns', () => {
    const labels = Uint8Array.of(0, 0, 0, 1, 2, 2);
    expect(confusionMatrix(labels, [0, 1, 1, 1, 0, 2], 3)).toEqual([
      [1, 2, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
  });

  it('has a row and a column for a class that no photo is of', () => {
    expect(confusionMatrix([], [], 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('names the row of a label or prediction that is no class', () => {
    expect(() => confusionMatrix([0, 2], [0, 0], 2)).toThrow(/labels\[1\].*below 2, got 2/);
    expect(() => confusionMatrix([0, 1], [0, -1], 2)).toThrow(/predictions\[1\].*got -1/);
  });

  it('refuses lists of different lengths', () => {
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('got 2 labels and 1 predictions');
  });
});

describe('mcnemar()', () => {
  it('is exact for few photos: 11 against 1 has p = 2 (1 + 12) / 2^12', () => {
    expect(mcnemar(11, 1)).toEqual({ method: 'exact', statistic: 1, pValue: 26 / 4096 });
  });

  it('never exceeds 1, and is 1 without photos on which they differ', () => {
    expect(mcnemar(3, 3).pValue).toBe(1);
    expect(mcnemar(0, 0).pValue).toBe(1);
  });

  // statsmodels: mcnemar([[101, 121], [59, 33]], exact=False, correction=True).
  it('agrees with statsmodels on 121 against 59', () => {
    const { method, statistic, pValue } = mcnemar(121, 59);
    expect(method).toBe('chiSquared');
    expect(statistic).toBeCloseTo(20.6722222222, 9);
    expect(pValue).toBeCloseTo(5.450094825427117e-6, 15);
  });

  // The example of mlxtend's mcnemar: chi-squared 2.025, p-value 0.154728923485.
  it('agrees with mlxtend on 25 against 15', () => {
    const { statistic, pValue } = mcnemar(25, 15);
    expect(statistic).toBeCloseTo(2.025, 12);
    expect(pValue).toBeCloseTo(0.154728923485, 11);
  });

  it('does not care which classifier comes first', () => {
    expect(mcnemar(40, 70)).toEqual(mcnemar(70, 40));
    expect(mcnemar(4, 9)).toEqual(mcnemar(9, 4));
  });

  it('calls equal counts no difference at all', () => {
    expect(mcnemar(50, 50)).toEqual({ method: 'chiSquared', statistic: 0, pValue: 1 });
  });

  it('hands over from exact to chi squared without a jump that matters', () => {
    const exact = mcnemar(17, 7).pValue;
    const approximate = mcnemar(18, 7).pValue;
    expect(exact).toBeGreaterThan(approximate);
    expect(exact - approximate).toBeLessThan(0.03);
  });

  it('refuses what is no count', () => {
    expect(() => mcnemar(-1, 2)).toThrow('onlyFirstCorrect');
    expect(() => mcnemar(1, 2.5)).toThrow('onlySecondCorrect');
  });
});

describe('holm()', () => {
  it('gives what R gives', () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.9), "holm").
    const adjusted = holm([0.01, 0.04, 0.03, 0.9]);
    for (const [i, expected] of [0.04, 0.09, 0.09, 0.9].entries()) {
      expect(adjusted[i]).toBeCloseTo(expected, 12);
    }
    expect(holm([])).toEqual([]);
  });
});
