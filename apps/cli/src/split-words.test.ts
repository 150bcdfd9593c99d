import { describe, expect, it } from 'vitest';
import { nearDuplicateFact, splitWarnings } from './split-words.js';

const SOUND = {
  ...{ kind: 'holdout' as const, digest: 'a', train: 11_200, validation: 2400, test: 2400 },
  ...{ testAlsoTrained: 0, validationAlsoTrained: 0, testNearTrained: 0, validationNearTrained: 0 },
};

describe('splitWarnings()', () => {
  it('says nothing of a sound split, or of one whose near-duplicates nobody counted', () => {
    expect(splitWarnings(SOUND)).toEqual([]);
    const { testNearTrained: _, validationNearTrained: __, ...older } = SOUND;
    expect(splitWarnings(older)).toEqual([]);
    expect(nearDuplicateFact(older)).toBeUndefined();
    expect(nearDuplicateFact(SOUND)).toContain('no test or validation photo');
  });

  it('says what was trained on, and what looks like it', () => {
    expect(splitWarnings({ ...SOUND, testAlsoTrained: 2400, validationAlsoTrained: 1 })).toEqual([
      '2,400 of 2,400 test photos were trained on: this is not a test',
      '1 of 2,400 validation photos was trained on: validation flatters',
    ]);
    expect(splitWarnings({ ...SOUND, testNearTrained: 12 })).toEqual([
      '12 of 2,400 test photos have a near-duplicate among the trained ones',
    ]);
    expect(splitWarnings({ ...SOUND, validationNearTrained: 1 })).toEqual([
      '1 of 2,400 validation photos has a near-duplicate among the trained ones',
    ]);
    expect(nearDuplicateFact({ ...SOUND, testNearTrained: 1, validationNearTrained: 3 })).toBe(
      '1 of 2,400 test photos and 3 of 2,400 validation photos have a near-duplicate among the trained ones',
    );
  });
});
