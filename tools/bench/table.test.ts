import { describe, expect, it } from 'vitest';
import { formatTable } from './table.js';

describe('formatTable()', () => {
  it('lines up the columns under their heads', () => {
    expect(formatTable(['peer', 'photos/s'], [['keras', '4,000']]).split('\n')).toEqual([
      '| peer  | photos/s |',
      '| ----- | -------- |',
      '| keras | 4,000    |',
    ]);
  });

  it('keeps a bar in a cell from ending it', () => {
    expect(formatTable(['why'], [['a | b']])).toContain('a \\| b');
  });

  it('refuses a row that misses a cell', () => {
    expect(() => formatTable(['a', 'b'], [['1']])).toThrow(/2 cells/);
  });
});
