import { describe, expect, it } from 'vitest';
import { occludedPhotos, patchStarts } from './occlusion.js';
import { shiftPhotos } from './shift-photos.js';

describe('patchStarts()', () => {
  it.each([
    [32, 8, 4],
    [32, 5, 3],
    [33, 6, 6],
    [4, 9, 2],
  ])('covers every pixel of %i by patches of %i every %i', (length, side, stride) => {
    const covered = new Set<number>();
    for (const start of patchStarts(length, { side, stride, grey: 0 })) {
      for (let i = 0; i < side; i++) covered.add(start + i);
    }
    for (let i = 0; i < length; i++) expect(covered.has(i), `pixel ${i}`).toBe(true);
  });
});

describe('occludedPhotos()', () => {
  it('changes the patch and nothing else, cut at the edges', () => {
    const pixels = Uint8Array.from({ length: 4 * 4 }, (_, i) => i);
    const patch = { side: 3, stride: 2, grey: 99 };
    expect(patchStarts(4, patch)).toEqual([0, 2]);
    const copies = occludedPhotos(pixels, [4, 4, 1], patch);
    expect([...copies.subarray(3 * 16)]).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7],
      ...[8, 9, 99, 99, 12, 13, 99, 99],
    ]);
  });
});

describe('shiftPhotos()', () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

  it('moves to the right and down, and repeats the edge', () => {
    expect([...shiftPhotos(pixels, [3, 3, 1], 1, 'across')]).toEqual([1, 1, 2, 4, 4, 5, 7, 7, 8]);
    expect([...shiftPhotos(pixels, [3, 3, 1], -1, 'down')]).toEqual([4, 5, 6, 7, 8, 9, 7, 8, 9]);
  });

  it('moves each of several photos by itself, and none by nothing', () => {
    const two = Uint8Array.of(1, 2, 3, 4);
    expect([...shiftPhotos(two, [1, 2, 1], 1, 'across')]).toEqual([1, 1, 3, 3]);
    expect(shiftPhotos(two, [1, 2, 1], 0, 'across')).toEqual(two);
  });
});
