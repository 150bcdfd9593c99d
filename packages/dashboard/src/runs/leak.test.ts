import { describe, expect, it } from 'vitest';
import { HONEST_SPLIT, LEAKING_SPLIT } from '../testing/run-row.js';
import { leakWarning, validationLeakWarning } from './leak.js';

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
