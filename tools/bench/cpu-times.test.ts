import { describe, expect, it } from 'vitest';
import { cpuTimes, othersShare } from './cpu-times.js';

describe('othersShare()', () => {
  it('is what was busy and not our own', () => {
    const before = { busy: 10, all: 100 };
    const after = { busy: 13, all: 104 };
    expect(othersShare(before, after, 2)).toBe(0.25);
    expect(othersShare(before, after, 0)).toBe(0.75);
  });

  it('is never below nothing: clocks of kernel and program differ a little', () => {
    expect(othersShare({ busy: 10, all: 100 }, { busy: 12, all: 104 }, 2.01)).toBe(0);
    expect(othersShare({ busy: 10, all: 100 }, { busy: 10, all: 100 }, 0)).toBe(0);
  });
});

describe('cpuTimes()', () => {
  it('counts no more work than time', () => {
    const { busy, all } = cpuTimes();
    expect(busy).toBeGreaterThan(0);
    expect(busy).toBeLessThanOrEqual(all);
  });
});
