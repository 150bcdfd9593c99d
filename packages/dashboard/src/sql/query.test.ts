import type { QueryAnswer } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { toCsv } from './query-client.js';
import { numberColumns, quickChart, usualChart } from './quick-chart.js';

const answer: QueryAnswer = {
  columns: ['name', 'epoch', 'value'],
  rows: [
    ['a "b"', 1, 0.5],
    ['', 2, { number: 'NaN' }],
    [null, 3, null],
    ['c,d', 4, { number: '9007199254740993' }],
    [{ hex: 'ff' }, 5, 0.25],
  ],
  truncated: false,
  maxRows: 1000,
  milliseconds: 1,
};

describe('toCsv()', () => {
  it('keeps an empty text apart from NULL, and every digit', () => {
    expect(toCsv(answer)).toBe(
      [
        'name,epoch,value',
        '"a ""b""",1,0.5',
        '"",2,NaN',
        ',3,',
        '"c,d",4,9007199254740993',
        "x'ff',5,0.25",
        '',
      ].join('\r\n'),
    );
  });
});

describe('quickChart()', () => {
  it('draws a line over numbers and bars over names, and counts what it leaves out', () => {
    const clean = { ...answer, rows: answer.rows.filter((_, i) => i !== 1) };
    expect(numberColumns(clean)).toEqual([1, 2]);
    expect(usualChart(clean)).toEqual({ x: 0, y: 2 });
    const line = quickChart(clean, 1, 2);
    expect(line.kind).toBe('line');
    expect(line.points.map(({ x }) => x)).toEqual([1, 4, 5]);
    expect(line.leftOut).toBe(1);
    const bars = quickChart(clean, 0, 2);
    expect(bars.kind).toBe('bars');
    expect(bars.points.map(({ label }) => label)).toEqual(['a "b"', 'c,d', "x'ff'"]);
  });

  it('finds nothing to draw where there is no number', () => {
    expect(usualChart({ ...answer, columns: ['name'], rows: [['a']] })).toBeUndefined();
    expect(usualChart({ ...answer, rows: [] })).toBeUndefined();
  });
});
