import { describe, expect, it } from 'vitest';
import { HONEST_SPLIT, LEAKING_SPLIT } from '../testing/run-row.js';
import { leakWarning, nearDuplicateWarning, splitWarnings, validationLeakWarning } from './leak.js';

describe('leakWarning()', () => {
  it('says how many test photos were trained on', () => {
    expect(leakWarning(LEAKING_SPLIT)).toBe(
      '6,250 of 6,250 test photos were trained on: this is not a test',
    );
    expect(leakWarning({ ...HONEST_SPLIT, testAlsoTrained: 1 })).toBe(
      '1 of 2,400 test photos was trained on: this is not a test',
    );
    expect(validationLeakWarning(LEAKING_SPLIT)).toContain('6,250 of 6,250 validation photos');
  });
  it('says nothing of an honest split, or of none', () => {
    expect(leakWarning(HONEST_SPLIT)).toBeUndefined();
    expect(leakWarning(null)).toBeUndefined();
    expect(validationLeakWarning(HONEST_SPLIT)).toBeUndefined();
  });
});

describe('nearDuplicateWarning()', () => {
  it('says how many measured photos look like trained ones', () => {
    expect(nearDuplicateWarning({ ...HONEST_SPLIT, testNearTrained: 12 })).toBe(
      '12 of 2,400 test photos have a near-duplicate among the trained ones',
    );
    expect(nearDuplicateWarning({ ...HONEST_SPLIT, validationNearTrained: 1 })).toBe(
      '1 of 2,400 validation photos has a near-duplicate among the trained ones',
    );
    const both = { ...HONEST_SPLIT, testNearTrained: 1, validationNearTrained: 5 };
    expect(nearDuplicateWarning(both)).toBe(
      '1 of 2,400 test photos and 5 of 2,400 validation photos have a near-duplicate among the trained ones',
    );
    expect(splitWarnings(both)).toEqual([nearDuplicateWarning(both)]);
  });
  it('says nothing of none, and nothing where nobody counted', () => {
    expect(nearDuplicateWarning({ ...HONEST_SPLIT, testNearTrained: 0 })).toBeUndefined();
    expect(nearDuplicateWarning(HONEST_SPLIT)).toBeUndefined();
    expect(nearDuplicateWarning(null)).toBeUndefined();
    expect(splitWarnings(LEAKING_SPLIT)).toHaveLength(2);
  });
});
