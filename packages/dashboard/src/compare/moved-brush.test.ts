import { describe, expect, it } from 'vitest';
import { movedBrush } from './moved-brush.js';

describe('movedBrush()', () => {
  it('begins at the end that the arrow points to', () => {
    expect(movedBrush(undefined, 'ArrowUp', false)).toEqual([0.75, 1]);
    expect(movedBrush(undefined, 'ArrowDown', false)).toEqual([0, 0.25]);
  });

  it('moves by a step and stops at the ends with its length', () => {
    const [low, high] = movedBrush([0.2, 0.5], 'ArrowUp', false)!;
    expect([low, high].map((end) => end.toFixed(2))).toEqual(['0.25', '0.55']);
    expect(movedBrush([0.75, 1], 'ArrowUp', false)).toEqual([0.75, 1]);
    const atFoot = movedBrush([0.02, 0.27], 'ArrowDown', false)!;
    expect(atFoot[0]).toBeCloseTo(0, 12);
    expect(atFoot[1]).toBeCloseTo(0.25, 12);
  });

  it('grows and shrinks with Shift, never to nothing', () => {
    expect(movedBrush([0.2, 0.95], 'ArrowUp', true)).toEqual([0.2, 1]);
    expect(movedBrush([0.2, 0.26], 'ArrowDown', true)).toEqual([0.2, 0.25]);
  });

  it('is taken off by Delete, and left alone by other keys', () => {
    const brush = [0.1, 0.3] as const;
    expect(movedBrush(brush, 'Delete', false)).toBeUndefined();
    expect(movedBrush(brush, 'x', false)).toBe(brush);
  });
});
