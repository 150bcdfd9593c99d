import { describe, expect, it } from 'vitest';
import { groupBySeed, type SeededRun, spreadOf } from './seed-groups.js';

function run(seed: string, params: Record<string, string> = {}, splitDigest = 'a'): SeededRun {
  return { dataset: 'cats', splitDigest, params: { seed, epochs: '30', ...params } };
}

describe('groupBySeed()', () => {
  it('puts together what differs in its seed alone, and what changes no result', () => {
    const runs = [
      run('1'),
      run('2', { 'snapshots.schedule': 'none' }),
      run('3', { 'split.keepNearDuplicatesTogether': 'false' }),
      run('4', { epochs: '10' }),
      run('5', {}, 'b'),
    ];
    expect(groupBySeed(runs, (one) => one)).toEqual([runs.slice(0, 3)]);
  });

  it('makes no group of repetitions, and none of runs without a seed', () => {
    expect(groupBySeed([run('1'), run('1')], (one) => one)).toEqual([]);
    expect(groupBySeed([run('1'), run('2')], () => undefined)).toEqual([]);
  });
});

describe('spreadOf()', () => {
  it('is the mean and the sample standard deviation', () => {
    // R: sd(c(0.87, 0.88, 0.86)) is 0.01.
    const spread = spreadOf([0.87, 0.88, 0.86])!;
    expect(spread.n).toBe(3);
    expect(spread.mean).toBeCloseTo(0.87, 12);
    expect(spread.deviation).toBeCloseTo(0.01, 12);
  });
});
