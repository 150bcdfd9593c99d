import { describe, expect, it } from 'vitest';
import type { BucketColumns } from '../api/buckets.js';
import { drawnCurve as curve } from '../testing/drawn-curve.js';
import { alignCurves, isolatedPoints } from './align.js';
import { describeX, formatValueTicks, formatXTick } from './axis-text.js';
import { placeAt, placesWithin } from './curve.js';
import { curvesOf, placeOfBest } from './curves-of.js';
import { describeChart, describeNotFinite, describePoints } from './describe.js';
import { valueExtent, xExtent } from './extent.js';
import { describeDistance, smoothingChoices } from './smoothing.js';
import { logTicks, roundTicks } from './ticks.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
/** Four points at 0, 1, 8, 9 in two buckets of five: the second holds a spike and a NaN. */
const gathered = (key = 'loss', smooth?: readonly number[]): BucketColumns => ({
  run: 'a',
  key,
  points: 4,
  total: 40,
  first: Float64Array.of(0, 8),
  last: Float64Array.of(1, 9),
  min: Float64Array.of(0.5, 7),
  max: Float64Array.of(0.7, 7),
  mean: Float64Array.of(0.6, 7),
  count: Float64Array.of(2, 2),
  nan: Float64Array.of(0, 1),
  infinity: Float64Array.of(0, 0),
  minusInfinity: Float64Array.of(0, 0),
  ...(smooth && { smooth: Float64Array.from(smooth) }),
  grid: { from: 0, to: 10, buckets: 2 },
});

describe('curvesOf()', () => {
  it('draws training and validation, and leaves out what has no point', () => {
    const curves = curvesOf('a', 'loss', [gathered('valLoss'), gathered('loss')], 'step');
    expect(curves.map(({ role }) => role)).toEqual(['train', 'validation']);
    expect(curvesOf('a', 'accuracy', [gathered()], 'step')).toEqual([]);
  });

  it('keeps the extremes of every bucket, and says where a value is none', () => {
    const [one] = curvesOf('a', 'loss', [gathered()], 'step');
    expect([one.low, one.high]).toEqual([Float64Array.of(0.5, 7), Float64Array.of(0.7, 7)]);
    expect(one.breaks).toEqual([{ x: 7.5, word: 'NaN' }]);
    expect(one.total).toBe(40);
  });

  it('puts a bucket of several points in its middle, and one point where it is', () => {
    expect(curvesOf('a', 'loss', [gathered()], 'step')[0].x).toEqual(Float64Array.of(2.5, 7.5));
    const single = { ...gathered(), first: Float64Array.of(1, 9) };
    expect(curvesOf('a', 'loss', [single], 'step')[0].x).toEqual(Float64Array.of(1, 9));
    expect(curvesOf('a', 'loss', [single], 'seconds')[0].x).toEqual(Float64Array.of(0.001, 0.009));
    const grid = { from: 1, to: 100, buckets: 2, spacing: 'log' } as const;
    const [logarithmic] = curvesOf('a', 'loss', [{ ...gathered(), grid }], 'step');
    expect(logarithmic.x[0]).toBeCloseTo(10 ** 0.5);
    expect(logarithmic.x[1]).toBeCloseTo(10 ** 0.5);
  });

  it('draws the smoothed values, and keeps the means beside them', () => {
    const [one] = curvesOf('a', 'loss', [gathered('loss', [0.65, 3])], 'step');
    expect([one.y, one.raw]).toEqual([Float64Array.of(0.65, 3), Float64Array.of(0.6, 7)]);
    expect(curvesOf('a', 'loss', [gathered()], 'step')[0].raw).toBeUndefined();
  });

  it('ends a smoothed line where values are no number any more', () => {
    const broken = { ...gathered('loss', [0.65, 0.6]), mean: Float64Array.of(0.6, Number.NaN) };
    expect(curvesOf('a', 'loss', [broken], 'step')[0].y).toEqual(Float64Array.of(0.65, Number.NaN));
  });
});

describe('placeOfBest()', () => {
  it('is the first place that has the value', () => {
    expect(placeOfBest(gathered(), 0.7, 'step')).toBe(2.5);
    expect(placeOfBest(gathered(), 7, 'step')).toBe(7.5);
    expect(placeOfBest(gathered(), 0.9, 'step')).toBeUndefined();
    expect(placeOfBest(undefined, 0.7, 'step')).toBeUndefined();
  });
});

describe('smoothingChoices()', () => {
  it('offers round distances between a pixel and a quarter of the axis', () => {
    expect(smoothingChoices('epoch', 30)).toEqual([0.1, 0.2, 0.5, 1, 2, 5]);
    expect(smoothingChoices('step', 100)).toEqual([1, 2, 5, 10, 20]);
    expect(smoothingChoices('step', 0)).toEqual([]);
  });
  it('says a distance in the words of its axis', () => {
    expect(describeDistance('epoch', 0.5)).toBe('0.5 epochs');
    expect(describeDistance('epoch', 1)).toBe('1 epoch');
    expect(plain(describeDistance('images', 50_000))).toBe('50 k images');
  });
});

describe('describePoints()', () => {
  const [one] = curvesOf('a', 'loss', [gathered()], 'step');
  it('says how many points are seen, of how many', () => {
    expect(describePoints([one], [0, 10])).toBe(
      '4 of 40 points, gathered: the band reaches every extreme',
    );
    expect(describePoints([one], [5, 10])).toContain('2 of 40 points');
    expect(describePoints([curve([1, 2], [1, 2])], [0, 2])).toBe('2 points, each drawn');
  });
});

describe('ticks', () => {
  it('are round, and within the range', () => {
    expect(roundTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(logTicks([0.004, 3])).toEqual([0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks([0.58, 0.71])).toEqual([0.58, 0.6, 0.62, 0.64, 0.66, 0.68, 0.7]);
  });
});

describe('alignCurves()', () => {
  it('merges x and marks what is missing apart from what is no number', () => {
    const { x, columns } = alignCurves([curve([1, 3], [0.5, Number.NaN]), curve([2, 3], [1, 2])]);
    expect(x).toEqual([1, 2, 3]);
    expect(columns).toEqual([
      [0.5, undefined, null],
      [undefined, 1, 2],
    ]);
  });

  it('takes the x that all have as it is', () => {
    const same = [curve([1, 2], [3, 4]), curve([1, 2], [Number.NaN, 6])];
    expect(alignCurves(same)).toEqual({
      x: [1, 2],
      columns: [
        [3, 4],
        [null, 6],
      ],
    });
  });

  it('loses no value of any curve', () => {
    const many = Array.from({ length: 8 }, (_, k) => {
      const x = Array.from({ length: 50 }, (_, i) => (i + 1) * (1 + k / 7));
      return curve(
        x,
        x.map((value) => Math.sin(value)),
      );
    });
    const { x, columns } = alignCurves(many);
    expect(x).toEqual([...x].sort((a, b) => a - b));
    many.forEach((one, k) => {
      expect(columns[k].filter((value) => value !== undefined)).toEqual([...one.y]);
    });
  });
});

describe('isolatedPoints()', () => {
  it('finds values that no line shows', () => {
    expect(isolatedPoints([1])).toEqual([0]);
    expect(isolatedPoints([1, null, 2, 3, null, 4])).toEqual([0, 5]);
    expect(isolatedPoints([1, undefined, 2])).toEqual([]);
    expect(isolatedPoints([undefined, 1, null, undefined])).toEqual([1]);
    expect(isolatedPoints([null, undefined])).toEqual([]);
  });
});

describe('valueExtent()', () => {
  it('holds every extreme, spikes too, and skips what is no number', () => {
    const [min, max] = valueExtent([curve([1, 2, 3], [0.5, 40, Number.NaN]), curve([1], [0.1])]);
    expect(min).toBeLessThan(0.1);
    expect(max).toBeGreaterThan(40);
  });
  it('stops at limits, unless a value is beyond them', () => {
    expect(valueExtent([curve([1, 2], [0.1, 0.999])], { low: 0, high: 1 })[1]).toBe(1);
    expect(valueExtent([curve([1, 2], [-0.1, 0.9])], { low: 0, high: 1 })[0]).toBe(-0.1);
  });
  it('makes a band of one value, and something of none', () => {
    const [min, max] = valueExtent([curve([1], [0.5])]);
    expect(min).toBeLessThan(0.5);
    expect(max).toBeGreaterThan(0.5);
    expect(valueExtent([], { low: 0, high: 1 })).toEqual([0, 1]);
    expect(valueExtent([curve([1], [Number.NaN])])).toEqual([0, 1]);
  });
});

describe('xExtent()', () => {
  it('begins at zero and reaches the last point', () => {
    expect(xExtent([curve([1, 2], [1, 1])])).toEqual([0, 2]);
    expect(xExtent([])).toEqual([0, 1]);
  });
});

describe('placeAt() and placesWithin()', () => {
  it('find the place', () => {
    const one = curve([1, 2, 4], [1, 2, 3]);
    expect(placeAt(one, 3)).toBe(1);
    expect(placeAt(one, 0.5)).toBe(-1);
    expect(placesWithin(one, 1.5, 4)).toEqual([1, 3]);
    expect(placesWithin(one, 5, 9)).toEqual([0, 0]);
  });
});

describe('describeChart()', () => {
  const nameOf = (run: string) => `cnn-${run}`;
  it('says where a curve starts, ends and was best', () => {
    const text = describeChart('accuracy', 'epoch', [curve([1, 2, 3], [0.5, 0.88, 0.87])], nameOf);
    expect(text).toBe(
      'Accuracy by epoch. cnn-a, validation: from 0.500 at epoch 1 to 0.870 at epoch 3, best 0.880 at epoch 2.',
    );
  });
  it('says from where it is NaN', () => {
    const broken = curve([1, 2, 3], [0.7, Number.NaN, Number.NaN]);
    expect(describeNotFinite('epoch', broken)).toBe('NaN from epoch 2');
    expect(describeNotFinite('epoch', curve([1, 2, 3], [0.7, Number.NaN, 0.6]))).toBe(
      'NaN at epoch 2',
    );
    expect(describeChart('loss', 'epoch', [broken], nameOf)).toContain('NaN from epoch 2');
    expect(describeNotFinite('epoch', curve([1], [1]))).toBeUndefined();
  });
  it('says that there is nothing yet', () => {
    expect(describeChart('loss', 'epoch', [], nameOf)).toContain('no loss yet');
  });
  it('calls no value of a metric best that nobody knows to be good when large or small', () => {
    const rate = { ...curve([1, 2, 3, 4], [0.1, 0.4, 0.02, 0.1]), role: 'value' as const };
    expect(describeChart('learningRate', 'epoch', [rate], nameOf)).toBe(
      'learningRate by epoch. cnn-a: from 0.100 at epoch 1 to 0.100 at epoch 4, lowest 0.0200 at epoch 3, highest 0.400 at epoch 2.',
    );
  });
});

describe('texts of axes', () => {
  it('mark only whole steps', () => {
    expect(formatXTick('epoch', 5)).toBe('5');
    expect(formatXTick('step', 2.5)).toBe('');
    expect(formatXTick('epoch', 2.5)).toBe('2.5');
    expect(plain(formatXTick('images', 200_000))).toBe('200 k');
    expect(plain(formatXTick('images', 1_000_000))).toBe('1 M');
    expect(plain(formatXTick('seconds', 90))).toBe('1:30 min');
  });
  it('say a place in words', () => {
    expect(describeX('epoch', 12)).toBe('epoch 12');
    expect(describeX('images', 134_400)).toBe('134,400 images');
    expect(plain(describeX('seconds', 48.24))).toBe('after 48.2 s');
  });
  it('give all values the decimals of their step', () => {
    expect(formatValueTicks([0.5, 0.6, 0.7])).toEqual(['0.5', '0.6', '0.7']);
    expect(formatValueTicks([0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50']);
    expect(formatValueTicks([0.0002, 0.0004])).toEqual(['0.0002', '0.0004']);
    expect(formatValueTicks([50, 100])).toEqual(['50', '100']);
  });
});
