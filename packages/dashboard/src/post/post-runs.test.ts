import { describe, expect, it } from 'vitest';
import { HONEST_SPLIT, LEAKING_SPLIT, runRow, summaryOf } from '../testing/run-row.js';
import { isHonest, runOfEach, testedRuns } from './post-runs.js';

const test = (value: number) => ({ testAccuracy: summaryOf(value) });
const cnn = { parameters: 69_130, metrics: test(0.7) };

describe('runOfEach()', () => {
  it('takes the newest honest run of each network, told by its size and not by its name', () => {
    const runs = [
      runRow({ id: 'other', config: 'cnn', parameters: 69_259, split: HONEST_SPLIT }),
      runRow({ id: 'imported', ...cnn, split: null }),
      runRow({ id: 'leaks', ...cnn, split: LEAKING_SPLIT }),
      runRow({ id: 'honest', ...cnn, config: 'mine', split: HONEST_SPLIT }),
      runRow({ id: 'older', ...cnn, split: HONEST_SPLIT }),
      runRow({ id: 'dense', parameters: 2_656_130, split: LEAKING_SPLIT }),
    ];
    expect(runOfEach(runs).map(({ id }) => id)).toEqual(['dense', 'honest']);
    expect(runOfEach(runs.slice(0, 2))).toEqual([]);
  });
});

describe('testedRuns()', () => {
  it('puts what leaks last, however good it looks', () => {
    const runs = [
      runRow({ id: 'leaks', ...cnn, metrics: test(0.97), split: LEAKING_SPLIT }),
      runRow({ id: 'worse', ...cnn, metrics: test(0.6), split: HONEST_SPLIT }),
      runRow({ id: 'better', ...cnn, metrics: test(0.7), split: HONEST_SPLIT }),
      runRow({ id: 'untested', parameters: 69_130, split: HONEST_SPLIT, metrics: {} }),
    ];
    const tested = testedRuns(runs);
    expect(tested.map(({ id }) => id)).toEqual(['better', 'worse', 'leaks']);
    expect(tested.map(isHonest)).toEqual([true, true, false]);
  });
});
