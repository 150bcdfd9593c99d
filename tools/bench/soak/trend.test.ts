import { describe, expect, it } from 'vitest';
import { type Point, trendOf } from './trend.js';

const SECOND = 1000;
/** A value every 5 seconds, for so many seconds. */
const points = (seconds: number, value: (second: number) => number): Point[] =>
  Array.from({ length: seconds / 5 + 1 }, (_, i) => ({
    time: 1e12 + 5 * i * SECOND,
    value: value(5 * i),
  }));
/** Up and down by 1, with no trend. */
const noise = (second: number) => Math.sin(second * 12.9898);

describe('trendOf()', () => {
  it('tells a slow leak within noise larger than its steps', () => {
    const { thirds, perHour, growth, grows } = trendOf(
      points(1800, (second) => 100 + second / 300 + noise(second)),
      2,
    );
    expect(perHour).toBeCloseTo(12, 0);
    expect(growth).toBeCloseTo(4, 0);
    expect(grows).toBe(true);
    expect(thirds[1] - thirds[0]).toBeCloseTo(2, 0);
    expect(thirds[2] - thirds[1]).toBeCloseTo(2, 0);
  });

  it('calls noise flat, and a moment that is far off', () => {
    const spike = (second: number) => (second === 1600 ? 1e6 : 100 + noise(second));
    expect(trendOf(points(1800, spike), 0.5).grows).toBe(false);
  });

  it('calls flat what only filled up in the first third', () => {
    const filling = trendOf(
      points(1800, (second) => Math.min(second, 500)),
      1,
    );
    expect(filling.thirds).toEqual([297.5, 500, 500]);
    expect(filling.grows).toBe(false);
  });

  it('calls flat what falls', () => {
    const falling = trendOf(
      points(900, (second) => -second),
      0,
    );
    expect(falling.perHour).toBeCloseTo(-3600, 6);
    expect(falling.grows).toBe(false);
  });

  it('refuses to judge by a few points', () => {
    expect(() =>
      trendOf(
        points(20, () => 1),
        1,
      ),
    ).toThrow('Expected 3 samples in each third of the soak, got 2');
    expect(() => trendOf([], 1)).toThrow('got 0');
  });
});
