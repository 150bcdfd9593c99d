import { describe, expect, it } from 'vitest';
import { planeOf } from './planes.js';

describe('planeOf()', () => {
  it('takes a colour, or all three as eyes weigh them', () => {
    const pixels = Uint8Array.of(255, 0, 0, 0, 255, 51);
    expect(planeOf(pixels, [1, 2, 3], 'red')).toEqual([[1, 0]]);
    expect(planeOf(pixels, [1, 2, 3], 'green')).toEqual([[0, 1]]);
    expect(planeOf(pixels, [1, 2, 3], 'blue')).toEqual([[0, 0.2]]);
    const [[red, rest]] = planeOf(pixels, [1, 2, 3], 'grey');
    expect(red).toBeCloseTo(0.299, 12);
    expect(rest).toBeCloseTo(0.587 + 0.114 * 0.2, 12);
  });

  it('has the same of a photo of one channel, whichever is asked for', () => {
    for (const plane of ['grey', 'red', 'blue'] as const) {
      expect(planeOf(Uint8Array.of(51), [1, 1, 1], plane)[0][0]).toBeCloseTo(0.2, 12);
    }
  });
});
