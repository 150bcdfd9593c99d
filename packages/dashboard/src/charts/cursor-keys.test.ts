import { describe, expect, it } from 'vitest';
import { placeByKey, rangeByKey } from './cursor-keys.js';
import { grantedZoom, zoomWithin } from './zoom-within.js';

describe('placeByKey()', () => {
  const places = [0, 2, 5, 9];
  it('moves to the next point, the first and the last, and no farther', () => {
    expect(placeByKey('ArrowLeft', places, 5)).toBe(2);
    expect(placeByKey('ArrowRight', places, 9)).toBe(9);
    expect(placeByKey('ArrowLeft', places, undefined)).toBe(5);
    expect([placeByKey('Home', places, 5), placeByKey('End', places, 5)]).toEqual([0, 9]);
    expect(placeByKey('a', places, 5)).toBeUndefined();
    expect(placeByKey('Home', [], undefined)).toBeUndefined();
  });
  it('goes on from where another chart, whose points are elsewhere, put the cursor', () => {
    expect(placeByKey('ArrowRight', places, 4)).toBe(9);
    expect(placeByKey('ArrowLeft', places, 4)).toBe(2);
  });
});

describe('rangeByKey()', () => {
  it('halves and doubles the range about the cursor, on a logarithmic axis by ratio', () => {
    expect(rangeByKey('+', [0, 10], 4, 'linear')).toEqual([2, 7]);
    expect(rangeByKey('-', [4, 6], undefined, 'linear')).toEqual([3, 7]);
    expect(rangeByKey('+', [1, 10_000], undefined, 'log')?.map(Math.round)).toEqual([10, 1000]);
    expect(rangeByKey('x', [0, 1], undefined, 'linear')).toBeUndefined();
  });
});

describe('zoomWithin()', () => {
  it('stays within what there is, in digits that matter', () => {
    expect(zoomWithin([-5, 33.333333], [0, 100], 'linear')).toEqual([0, 33.33]);
    expect(zoomWithin([3.7182, 50_000.7], [1, 100_000], 'log')).toEqual([3.718, 50_000]);
    expect(zoomWithin([-5, 200], [0, 100], 'linear')).toBeUndefined();
    expect(zoomWithin([300, 200], [0, 100], 'linear')).toBe('none');
    expect(zoomWithin([200, 300], [0, 100], 'linear')).toBe('none');
  });
});

describe('grantedZoom()', () => {
  const asked = (detail: readonly [number, number] | null) =>
    new CustomEvent('zoom', { detail, cancelable: true });
  const all = { whole: [0, 100], zoom: undefined, scale: 'linear' } as const;

  it('is a range within what there is, or all of it again', () => {
    expect(grantedZoom(asked([20, 40]), all)).toEqual({ zoom: [20, 40] });
    expect(grantedZoom(asked(null), { ...all, zoom: [20, 40] })).toEqual({ zoom: undefined });
  });

  it('cancels what changes nothing', () => {
    for (const range of [null, [-50, 150], [200, 300]] as const) {
      const event = asked(range);
      expect(grantedZoom(event, all)).toBeUndefined();
      expect(event.defaultPrevented).toBe(true);
    }
  });
});
