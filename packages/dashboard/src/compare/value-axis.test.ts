import { wilsonInterval } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { tickText, valueAxis } from './value-axis.js';

const axisOf = (values: readonly (number | undefined)[], words?: readonly string[]) =>
  valueAxis({ key: 'a', label: 'a', words, values });

describe('valueAxis()', () => {
  it('goes back from places to values', () => {
    for (const axis of [
      axisOf([0.1, 0.9]),
      axisOf([1e-4, 1e-1]),
      axisOf([0, 1, 2], ['a', 'b', 'c']),
    ]) {
      for (const place of [0, 0.25, 1]) {
        expect(axis.place(axis.valueAt(place))).toBeCloseTo(place, 9);
      }
    }
  });

  it('is logarithmic where positive numbers span decades, and only there', () => {
    expect(axisOf([1e-4, 1e-1]).isLog).toBe(true);
    expect(axisOf([1e-4, 1e-1]).ticks.map(({ label }) => label)).toContain('0.001');
    expect(axisOf([0.4, 0.9]).isLog).toBe(false);
    expect(axisOf([0, 900]).isLog).toBe(false);
  });

  it('reaches the ends of the intervals of shares of photos', () => {
    const { place } = valueAxis({
      ...{ key: 'best.testAccuracy', label: 'Test accuracy', words: undefined },
      ...{ values: [0.6, 0.8], photos: [100, undefined] },
    });
    const { low } = wilsonInterval(60, 100);
    expect(place(low)).toBeGreaterThanOrEqual(0);
    expect(place(0.6)).toBeGreaterThan(place(low));
    expect(place(0.8)).toBeLessThanOrEqual(1);
  });

  it('puts words at even distances', () => {
    expect(axisOf([0, 1, undefined], ['adam', 'sgd']).ticks).toEqual([
      { place: 0, label: 'adam' },
      { place: 1, label: 'sgd' },
    ]);
  });
});

describe('tickText()', () => {
  it('writes no more digits than there are', () => {
    expect([0.65, 10, 0.1, 2_000_000].map(tickText)).toEqual(['0.65', '10', '0.1', '2\u00a0M']);
  });
});
