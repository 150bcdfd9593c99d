import { describe, expect, it } from 'vitest';
import { countLine, outcomeLines, reasonInName } from './outcome.js';

describe('reasonInName()', () => {
  it('is what stands in the last brackets', () => {
    expect(reasonInName('golden [needs ../shared/golden, absent here] > case 3')).toBe(
      'needs ../shared/golden, absent here',
    );
    expect(reasonInName('list[3] of [needs a browser]')).toBe('needs a browser');
    expect(reasonInName('no reason')).toBeUndefined();
  });
});

describe('outcomeLines()', () => {
  it('counts skips by reason, and says where one is missing', () => {
    const skips = [
      { name: 'a', reason: 'needs x' },
      { name: 'b', reason: undefined },
      { name: 'c', reason: 'needs x' },
    ];
    expect(outcomeLines({ passed: 1, failures: [], skips })).toEqual([
      'skipped 2: needs x',
      'skipped 1: NO REASON GIVEN, name it in brackets: b',
    ]);
  });

  it('names each failure with the first line of its message', () => {
    const failures = [{ name: 'file > test', message: 'expected 1\nto be 2' }];
    expect(outcomeLines({ passed: 0, failures, skips: [] })).toEqual([
      'FAILED  file > test: expected 1',
    ]);
  });
});

describe('countLine()', () => {
  it('is the last line of npm test', () => {
    const failures = [{ name: 'a', message: 'b' }];
    expect(countLine({ passed: 12, failures, skips: [] })).toBe('12 passed, 1 failed, 0 skipped');
  });
});
