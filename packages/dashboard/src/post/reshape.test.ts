import { describe, expect, it } from 'vitest';
import { flatten, RESHAPES, reshape, SMALL_PICTURE } from './reshape.js';

describe('reshape()', () => {
  it('gives the picture back in one way only, and keeps every number in all', () => {
    const row = flatten(SMALL_PICTURE);
    expect(row).toHaveLength(12);
    for (const how of RESHAPES) {
      const picture = reshape(row, how);
      expect([...picture.flat()].sort()).toEqual([...row].sort());
      const isSame = JSON.stringify(picture) === JSON.stringify(SMALL_PICTURE);
      expect([how, isSame]).toEqual([how, how === 'rowColumnChannel']);
    }
  });
});
