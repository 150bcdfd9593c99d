import { expect, it } from 'vitest';
import { leakWords, unseenShare } from './claim-rows.js';
import { planOf, TRAININGS, trainingName } from './plan.js';

it("planOf() is the post's schedule, the quick one, or one of so many epochs", () => {
  expect(planOf(false, undefined)).toEqual({ isQuick: false, epochs: 1000, earlyEpoch: 100 });
  expect(planOf(true, undefined)).toEqual({ isQuick: true, epochs: 10, earlyEpoch: 1 });
  expect(planOf(false, 2)).toEqual({ isQuick: true, epochs: 2, earlyEpoch: 1 });
  expect(planOf(true, 1000)).toEqual({ isQuick: false, epochs: 1000, earlyEpoch: 100 });
});

it('trainingName() tells the four trainings apart', () => {
  expect(TRAININGS.map(trainingName)).toEqual([
    "CNN, the post's split",
    "Dense, the post's split",
    'CNN, an honest split',
    'Dense, an honest split',
  ]);
});

it('leakWords() say plainly what was trained on', () => {
  const measured = { correct: 5, n: 4000, loss: 1, seconds: 1, nearTrained: null, isRight: [] };
  expect(leakWords({ ...measured, alsoTrained: 4000 })).toBe('all 4,000 were trained on: no test');
  expect(leakWords({ ...measured, alsoTrained: 7 })).toBe('7 of 4,000 were trained on: no test');
  expect(leakWords({ ...measured, alsoTrained: 0 })).toBe('none trained on');
  expect(leakWords({ ...measured, alsoTrained: 0, nearTrained: 12 })).toBe(
    'none trained on, 12 with a near-duplicate that was',
  );
  expect(leakWords({ ...measured, alsoTrained: null })).toContain('three quarters');
});

it('unseenShare() is what the arithmetic leaves for unseen photos, where it can be', () => {
  // .75 x .97056 + .25 x .68 = .89792
  expect(unseenShare({ correct: 8979, n: 10_000 })).toBe('0.68 ± 0.02, by the same arithmetic');
  expect(unseenShare({ correct: 5000, n: 10_000 })).toContain('not to be told');
});
