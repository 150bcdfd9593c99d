import { describe, expect, it } from 'vitest';
import { floorsOf, type Point, reachesNewHeight, trendOf } from './trend.js';

const SECOND = 1000;
/** A value every 5 seconds, for so many seconds. */
const points = (seconds: number, value: (second: number) => number): Point[] =>
  Array.from({ length: seconds / 5 + 1 }, (_, i) => ({
    time: 1e12 + 5 * i * SECOND,
    value: value(5 * i),
  }));
/** Up and down by 1, with no trend. */
const noise = (second: number) => Math.sin(second * 12.9898);

describe('floorsOf()', () => {
  /** Rises by 60 over four minutes and falls back, as memory does between garbage collections. */
  const sawtooth = (second: number) => ((second * 1.03) % 240) / 4;

  it('sees a leak of a tenth of what comes and goes, and none where there is none', () => {
    const flat = floorsOf(points(3600, sawtooth), 12);
    const leak = floorsOf(
      points(3600, (second) => sawtooth(second) + second / 300),
      12,
    );
    expect(flat).toHaveLength(12);
    expect(Math.abs(trendOf(flat, 4).growth)).toBeLessThan(1);
    expect(trendOf(flat, 4).grows).toBe(false);
    expect(trendOf(leak, 4).growth).toBeGreaterThan(6);
    expect(trendOf(leak, 4).grows).toBe(true);
  });

  it('keeps the points in their order', () => {
    const floors = floorsOf(
      points(60, (second) => second),
      4,
    );
    expect(floors.map(({ value }) => value)).toEqual([0, 15, 30, 45]);
    expect(floorsOf([], 4)).toEqual([]);
  });
});

describe('reachesNewHeight()', () => {
  it('tells what grows from what only comes back to where it was', () => {
    expect(reachesNewHeight(points(900, (second) => noise(second) + second / 300))).toBe(true);
    expect(
      reachesNewHeight(points(900, (second) => (second > 300 && second < 700 ? 170 : 240))),
    ).toBe(false);
  });
});

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
