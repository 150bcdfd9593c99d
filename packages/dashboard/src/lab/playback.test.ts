import { describe, expect, it } from 'vitest';
import { placeAfterKey } from './playback.js';

const size = { height: 3, width: 4 };

describe('placeAfterKey()', () => {
  it('goes along rows, into the next one at their end, and by columns within the output', () => {
    expect(placeAfterKey('ArrowRight', 3, size)).toBe(4);
    expect(placeAfterKey('ArrowLeft', 4, size)).toBe(3);
    expect(placeAfterKey('ArrowDown', 5, size)).toBe(9);
    expect(placeAfterKey('ArrowUp', 9, size)).toBe(5);
    expect(placeAfterKey('Home', 9, size)).toBe(0);
    expect(placeAfterKey('End', 0, size)).toBe(11);
  });

  it('stays at the edges, and leaves other keys alone', () => {
    expect(placeAfterKey('ArrowLeft', 0, size)).toBe(0);
    expect(placeAfterKey('ArrowRight', 11, size)).toBe(11);
    expect(placeAfterKey('ArrowUp', 2, size)).toBe(2);
    expect(placeAfterKey('ArrowDown', 8, size)).toBe(8);
    expect(placeAfterKey('a', 3, size)).toBeUndefined();
  });
});
