import { describe, expect, it } from 'vitest';
import { sparkOf, sparkWords } from './spark.js';

const SIZE = { width: 84, height: 24, room: 2 };
const curve = (mean: number[], min = mean, max = mean) => ({
  ...{ mean: Float64Array.from(mean), min: Float64Array.from(min), max: Float64Array.from(max) },
  last: Float64Array.from(mean.keys()).map((i) => i + 1),
  nan: Float64Array.from(mean, (value) => Number(Number.isNaN(value))),
});

describe('sparkOf()', () => {
  it('fills its room, and reaches the extremes of every bucket', () => {
    const spark = sparkOf(curve([1, 2, 3], [0, 2, 3], [1, 2, 10]), 'valAccuracy', SIZE)!;
    expect(spark.dot).toEqual({ x: 82, y: 2 });
    expect(spark.band).toContain('2.0 22.0');
    expect(sparkOf(curve([1, 2]), 'loss', SIZE)).toMatchObject({ band: '', dot: { x: 2, y: 22 } });
  });
  it('leaves out what is no number, and draws nothing of nothing', () => {
    expect(sparkOf(curve([Number.NaN, 1, 2]), 'loss', SIZE)!.line).toBe('M2.0 22.0L82.0 2.0');
    expect(sparkOf(curve([Number.NaN]), 'loss', SIZE)).toBeUndefined();
    expect(sparkOf(curve([]), 'loss', SIZE)).toBeUndefined();
  });
});

describe('sparkWords()', () => {
  it('says what the eye sees', () => {
    const words = sparkWords(curve([0.5, Number.NaN, 0.9], [0.25, 0, 0.9]), 'valAccuracy');
    expect(words).toBe(
      'valAccuracy from 0.5000 to 0.9000 over 3 epochs, lowest 0.2500, highest 0.9000, 1 value NaN',
    );
    const shares = sparkWords(curve([0.5, 0.9], [0.25, 0.9]), 'valAccuracy', 360);
    expect(shares.replaceAll('\u00a0', ' ')).toMatch(
      /^valAccuracy from 0.50 ± 0.05 to 0.900 ± 0.031 .*, highest 0.900 ± 0.031 \(n = 360, 95 % intervals\)$/,
    );
    expect(sparkWords(curve([Number.NaN]), 'loss')).toBe('loss: no finite value, 1 value NaN');
  });
});
