import { describe, expect, it } from 'vitest';
import { windowPlaces } from './window-places.js';

describe('windowPlaces()', () => {
  // By hand: TensorFlow's rule puts the odd zero after.
  it.each([
    [8, 3, 1, 'same', { count: 8, before: 1, after: 1 }],
    [8, 3, 2, 'same', { count: 4, before: 0, after: 1 }],
    [7, 3, 2, 'same', { count: 4, before: 1, after: 1 }],
    [8, 5, 2, 'same', { count: 4, before: 1, after: 2 }],
    [8, 1, 2, 'same', { count: 4, before: 0, after: 0 }],
    [8, 3, 2, 'valid', { count: 3, before: 0, after: 0 }],
    [9, 3, 2, 'valid', { count: 4, before: 0, after: 0 }],
    [2, 3, 1, 'valid', { count: 0, before: 0, after: 0 }],
  ] as const)(
    '%i values, kernel %i, strides %i, %s',
    (size, kernelSize, strides, padding, places) => {
      expect(windowPlaces(size, { kernelSize, strides, padding })).toEqual(places);
    },
  );
});
