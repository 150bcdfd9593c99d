import { describe, expect, it } from 'vitest';
import { drawPlaces } from './draw-places.js';

describe('drawPlaces()', () => {
  it('draws different places within the count, the same for the same seed', () => {
    const drawn = drawPlaces(2400, 36, 1);
    expect(new Set(drawn).size).toBe(36);
    expect(drawn.every((place) => place >= 0 && place < 2400)).toBe(true);
    expect(drawPlaces(2400, 36, 1)).toEqual(drawn);
    expect(drawPlaces(2400, 36, 2)).not.toEqual(drawn);
  });

  it('draws all where there are fewer', () => {
    expect([...drawPlaces(5, 36, 3)].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(drawPlaces(0, 36, 3)).toEqual([]);
  });
});
