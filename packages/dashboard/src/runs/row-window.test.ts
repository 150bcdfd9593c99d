import { describe, expect, it } from 'vitest';
import { rowWindow } from './row-window.js';

describe('rowWindow()', () => {
  it('holds what is seen, and never more than a screen and a little', () => {
    for (const scrollTop of [0, 17, 3400, 339_990]) {
      const { first, end } = rowWindow(scrollTop, 700, 34, 10_000);
      expect(first * 34).toBeLessThanOrEqual(scrollTop);
      expect(end === 10_000 || end * 34 >= scrollTop + 700).toBe(true);
      expect(end - first).toBeLessThan(50);
    }
  });
  it('stays within a short list, and an empty one', () => {
    expect(rowWindow(0, 700, 34, 3)).toEqual({ first: 0, end: 3 });
    expect(rowWindow(500, 700, 34, 0)).toEqual({ first: 0, end: 0 });
  });
});
