import { describe, expect, it } from 'vitest';
import { errorPlace } from './error-place.js';

const sql = 'SELECT name, status\nFROM runs_overview\nWHERE staus = 1';

describe('errorPlace()', () => {
  it('finds what SQLite names, by line and column', () => {
    const place = errorPlace(sql, 'The SQL was refused: no such column: staus.');
    expect(place).toMatchObject({ line: 3, column: 7 });
    expect(sql.slice(place!.start, place!.end)).toBe('staus');
    expect(
      errorPlace('SELECT 1\nFORM runs', 'The SQL was refused: near "runs": syntax error.'),
    ).toMatchObject({ line: 2, column: 6 });
  });

  it('does not take a part of a longer name for it', () => {
    expect(errorPlace('SELECT a FROM ab', 'no such column: a.')).toMatchObject({ column: 8 });
  });

  it('points at the end of a query that is not whole', () => {
    expect(errorPlace('SELECT\n(1  ', 'The SQL was refused: incomplete input.')).toMatchObject({
      ...{ line: 2, column: 3, start: 9, end: 9 },
    });
  });

  it('guesses nothing', () => {
    expect(errorPlace('SELECT x, x', 'no such column: x.')).toBeUndefined();
    expect(errorPlace(sql, 'The query took longer than 10 s.')).toBeUndefined();
  });
});
