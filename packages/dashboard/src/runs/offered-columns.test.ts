import { describe, expect, it } from 'vitest';
import { isColumn } from './columns.js';
import { findColumns, offeredColumns } from './offered-columns.js';

describe('offeredColumns()', () => {
  const keys = {
    ...{ metrics: ['val/loss', 'a.b'], params: ['seed'], tags: ['team'] },
    environment: ['node'],
  };
  it('has every way to show a metric, and params, tags and the environment, each once', () => {
    const offered = offeredColumns(['name', 'best.val/loss'], keys);
    expect(offered.slice(0, 2)).toEqual(['name', 'best.val/loss']);
    expect(offered).toEqual(
      expect.arrayContaining(['min.a.b', 'curve.a.b', 'params.seed', 'tags.team']),
    );
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered.every(isColumn)).toBe(true);
  });
  it('finds by all words, in names and in titles', () => {
    const offered = offeredColumns([], keys);
    expect(findColumns(offered, 'LOSS min')).toEqual(['min.val/loss']);
    expect(findColumns(offered, 'img/s')).toEqual(['speed']);
    expect(findColumns(offered, 'nowhere')).toEqual([]);
  });
});
