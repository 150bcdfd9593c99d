import { describe, expect, it } from 'vitest';
import { mapDifferences } from './map-differences.js';

describe('mapDifferences()', () => {
  it('takes other maps from maps, the same object for the same two', () => {
    const maps = new Map([['A', { shape: [1, 2, 1], values: Float32Array.of(3, 1) }]]);
    const others = new Map([['A', { shape: [1, 2, 1], values: Float32Array.of(1, 4) }]]);
    expect([...mapDifferences(maps, others).get('A')!.values]).toEqual([2, -3]);
    expect(mapDifferences(maps, others)).toBe(mapDifferences(maps, others));
  });
});
