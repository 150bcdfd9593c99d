import { describe, expect, it } from 'vitest';
import { newRunId } from './run-id.js';

describe('newRunId()', () => {
  it('sorts by time, in text order', () => {
    const times = [0, 1, 31, 32, 1_000, 1e9, 1e12].map((t) => Date.UTC(2024, 0, 1) + t);
    const ids = times.map(newRunId);
    expect([...ids].sort()).toEqual(ids);
  });

  it('sorts what is made within one millisecond', () => {
    const now = Date.UTC(2026, 0, 1);
    // One that begins near the last number of a millisecond begins anew; most do not.
    const pairs = Array.from({ length: 200 }, (_, i) => [newRunId(now + i), newRunId(now + i)]);
    expect(pairs.filter(([first, second]) => first < second).length).toBeGreaterThan(190);
    expect(new Set(pairs.flat()).size).toBe(400);
  });

  it('has 12 digits until 2058', () => {
    expect(newRunId(Date.UTC(2058, 0, 1))).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
  });
});
