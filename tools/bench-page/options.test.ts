import { describe, expect, it } from 'vitest';
import { parseOptions, usage } from './options.js';

describe('parseOptions()', () => {
  const names = ['sort', 'curves'];
  it('measures everything unless told', () => {
    expect(parseOptions([], names)).toEqual({ only: names, times: 5, json: false, help: false });
    expect(parseOptions(['--only', 'curves', '--times', '2'], names)).toMatchObject({
      ...{ only: ['curves'], times: 2 },
    });
    expect(usage(names)).toContain('sort, curves');
  });
  it('says what was expected and what came', () => {
    expect(() => parseOptions(['--only', 'moon'], names)).toThrow(
      /some of sort, curves, got "moon"/,
    );
    expect(() => parseOptions(['--times', '0'], names)).toThrow(/whole number above 0, got "0"/);
  });
});
