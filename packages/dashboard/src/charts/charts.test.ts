import type { Series } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { alignCurves, isolatedPoints } from './align.js';
import { describeX, formatValueTicks, formatXTick } from './axis-text.js';
import type { Curve } from './curve.js';
import { firstNotFinite, placeAt } from './curve.js';
import { curvesOf, xValues } from './curves-of.js';
import { describeChart, describeNotFinite } from './describe.js';
import { valueExtent, xExtent } from './extent.js';
import { extentsOf, type PlotModel, structureOf, withOpacity } from './plot-model.js';
import { readoutAt } from './readout.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const curve = (x: readonly number[], y: readonly number[], run = 'a'): Curve => ({
  run,
  role: 'validation',
  x,
  y,
  epoch: x,
});
const series = (
  key: string,
  value: Series['value'],
  epoch = value.map((_, i) => i + 1),
): Series => ({
  run: 'a',
  key,
  step: epoch.map((e) => e * 10 - 1),
  epoch,
  time: epoch.map((e) => e * 1000),
  value,
});

describe('curvesOf()', () => {
  const source = { trainImages: 11_200, seconds: series('seconds', [4, 3, 3]) };
  const all = [series('loss', [0.7, 0.6, 'NaN']), series('valLoss', [0.69, 0.61, 0.6])];

  it('draws training and validation over epochs, photos and seconds', () => {
    const x = (axis: 'epoch' | 'images' | 'seconds') =>
      curvesOf('a', 'loss', all, axis, source).map((one) => [one.role, one.x]);
    expect(x('epoch')).toEqual([
      ['train', [1, 2, 3]],
      ['validation', [1, 2, 3]],
    ]);
    expect(x('images')[0]).toEqual(['train', [11_200, 22_400, 33_600]]);
    expect(x('seconds')[1]).toEqual(['validation', [4, 7, 10]]);
  });

  it('keeps NaN in its place', () => {
    const [train] = curvesOf('a', 'loss', all, 'epoch', source);
    expect(train.y).toEqual([0.7, 0.6, Number.NaN]);
  });

  it('leaves out points whose place is not known yet, and curves without a point', () => {
    const late = { ...source, seconds: series('seconds', [4, 3]) };
    expect(curvesOf('a', 'loss', all, 'seconds', late)[0].x).toEqual([4, 7]);
    expect(curvesOf('a', 'loss', all, 'images', { ...source, trainImages: undefined })).toEqual([]);
    expect(curvesOf('a', 'accuracy', all, 'epoch', source)).toEqual([]);
  });

  it('counts the start as no time', () => {
    expect(xValues([0, 1], 'seconds', source)).toEqual([0, 4]);
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
      expect(columns[k].filter((value) => value !== undefined)).toEqual(one.y);
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

describe('firstNotFinite() and placeAt()', () => {
  it('find the place', () => {
    const one = curve([1, 2, 4], [1, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(firstNotFinite(one)).toBe(1);
    expect(firstNotFinite(curve([1], [1]))).toBe(-1);
    expect(placeAt(one, 3)).toBe(1);
    expect(placeAt(one, 0.5)).toBe(-1);
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
    expect(describeNotFinite(broken)).toBe('NaN from epoch 2');
    expect(describeNotFinite(curve([1, 2, 3], [0.7, Number.NaN, 0.6]))).toBe('NaN at epoch 2');
    expect(describeChart('loss', 'epoch', [broken], nameOf)).toContain('NaN from epoch 2');
    expect(describeNotFinite(curve([1], [1]))).toBeUndefined();
  });
  it('says that there is nothing yet', () => {
    expect(describeChart('loss', 'epoch', [], nameOf)).toContain('no epoch is done yet');
  });
});

describe('texts of axes', () => {
  it('mark only whole epochs', () => {
    expect(formatXTick('epoch', 5)).toBe('5');
    expect(formatXTick('epoch', 2.5)).toBe('');
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

describe('a plot model', () => {
  const look = { colour: 0, dash: 0, marker: 'circle' } as const;
  const model: PlotModel = {
    metric: 'accuracy',
    axis: 'epoch',
    runs: [
      { id: 'a', name: 'cnn', look, bestX: 2 },
      { id: 'b', name: 'dense', look, bestX: undefined },
    ],
    curves: [curve([1, 2, 3], [0.5, 0.88, Number.NaN]), curve([2, 4], [0.6, 0.7], 'b')],
  };

  it('reads out every run at a place, or at its last point', () => {
    const values = (x?: number) => readoutAt(model, x).map((row) => row.validation);
    expect(values()).toEqual(['NaN', '0.700']);
    expect(values(2)).toEqual(['0.880', '0.600']);
    // dense has no point at 3, and counts as what it was; cnn is over at 4; dense not begun at 1.
    expect(values(3)).toEqual(['NaN', '0.600']);
    expect(values(4)).toEqual([undefined, '0.700']);
    expect(values(1)).toEqual(['0.500', undefined]);
    expect(readoutAt(model, 2)[0].train).toBeUndefined();
  });

  it('keeps accuracies in 0..1', () => {
    const { x, y } = extentsOf(model);
    expect(x).toEqual([0, 4]);
    expect(y[0]).toBeGreaterThanOrEqual(0);
    expect(y[1]).toBeLessThanOrEqual(1);
  });

  it('takes new values for the same chart, and other curves for another', () => {
    const grown = { ...model, curves: [curve([1], [0.1]), curve([1], [0.2], 'b')] };
    expect(structureOf(grown)).toBe(structureOf(model));
    expect(structureOf({ ...model, curves: model.curves.slice(1) })).not.toBe(structureOf(model));
    expect(structureOf({ ...model, axis: 'seconds' })).not.toBe(structureOf(model));
  });

  it('writes opacity into a colour', () => {
    expect(withOpacity('#0061b1', 1)).toBe('#0061b1ff');
    expect(withOpacity('#0061b1', 0)).toBe('#0061b100');
  });
});
