import { describe, expect, it } from 'vitest';
import { isScheduledEpoch } from './snapshot-epochs.js';

function kept(schedule: 'log' | 'every' | 'none', every: number, epochs: number): number[] {
  const all = Array.from({ length: epochs + 1 }, (_, epoch) => epoch);
  return all.filter((epoch) => isScheduledEpoch(epoch, { schedule, every }));
}

describe('isScheduledEpoch()', () => {
  it('keeps powers of the square root of two with "log"', () => {
    expect(kept('log', 1, 100)).toEqual([1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91]);
  });

  it('keeps every n-th epoch with "every"', () => {
    expect(kept('every', 4, 13)).toEqual([4, 8, 12]);
  });

  it('keeps none with "none", and never the start', () => {
    expect(kept('none', 1, 50)).toEqual([]);
    expect(kept('every', 1, 2)).toEqual([1, 2]);
  });
});
