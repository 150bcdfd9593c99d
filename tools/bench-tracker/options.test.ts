import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions()', () => {
  it('takes sizes and parts as lists', () => {
    expect(parseOptions(['--only', 'reading', '--points', '10,20'])).toMatchObject({
      parts: ['reading'],
      points: [10, 20],
      runs: 10_000,
    });
    expect(parseOptions([]).parts).toEqual(['logging', 'reading', 'servers']);
    expect(parseOptions(['--servers', 'peasy', '--quick', '--seconds', '3'])).toMatchObject({
      servers: ['peasy'],
      metrics: 500_000,
      load: { seconds: 3, searches: 10 },
    });
  });

  it.each([
    [['--only', 'writing'], /--only to list some of logging, reading, servers, got "writing"/],
    [['--servers', 'mlfow'], /--servers to list some of mlflow-1, mlflow, peasy, got "mlfow"/],
    [['--points', '1,x'], /--points to be a whole number above 0, got "x"/],
    [['--runs', '0'], /--runs to be a whole number above 0, got "0"/],
    [['--rums', '1'], /rums/],
  ])('refuses %j', (args, words) => {
    expect(() => parseOptions(args)).toThrow(words);
  });
});
