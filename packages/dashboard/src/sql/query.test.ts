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
  it('is a line over numbers, with a gap where there is none', () => {
    const clean = { ...answer, rows: answer.rows.filter((_, i) => i !== 1) };
    expect(numberColumns(clean)).toEqual([1, 2]);
    expect(usualChart(clean)).toEqual({ x: 0, y: 2 });
    expect(quickChart(clean, 1, 2)).toMatchObject({
      ...{ kind: 'line', x: 'epoch', y: 'value', leftOut: 0 },
      points: [
        { x: 1, y: 0.5 },
        { x: 3, y: undefined },
        { x: 4, y: 2 ** 53 },
        { x: 5, y: 0.25 },
      ],
    });
  });

  it('is points alone where x goes up and down, and leaves out rows without x', () => {
    const rows = [3, 1, null, 2].map((x) => ['a', x, 1]);
    const chart = quickChart({ ...answer, rows }, 1, 2);
    expect(chart).toMatchObject({ kind: 'dots', leftOut: 1 });
  });

  it('is bars over names, in which a row without a number keeps its place', () => {
    const chart = quickChart(answer, 0, 2);
    expect(chart).toMatchObject({
      ...{ kind: 'bars', leftOut: 0 },
      bars: [
        { label: 'a "b"', value: 0.5, text: '0.5' },
        { label: '', value: undefined, text: 'NaN' },
        { label: 'NULL', value: undefined, text: 'NULL' },
        { label: 'c,d', value: 2 ** 53, text: '9007199254740993' },
        { label: "x'ff'", value: 0.25, text: '0.25' },
      ],
    });
    const many = { ...answer, rows: Array.from({ length: 45 }, (_, i) => [`run ${i}`, i, i]) };
    expect(quickChart(many, 0, 1)).toMatchObject({ kind: 'bars', leftOut: 5 });
  });

  it('draws the interval of the column that low and high lie about', () => {
    const accuracies: QueryAnswer = {
      ...answer,
      columns: ['run', 'accuracy', 'low', 'high', 'n'],
      rows: [
        ['cnn', 0.7, 0.65, 0.75, 300],
        ['dense', 0.6, null, null, 300],
      ],
    };
    expect(usualChart(accuracies)).toEqual({ x: 0, y: 1 });
    expect(quickChart(accuracies, 0, 1)).toMatchObject({
      bars: [
        { value: 0.7, interval: { low: 0.65, high: 0.75 } },
        { value: 0.6, interval: undefined },
      ],
    });
    expect(quickChart(accuracies, 4, 1)).toMatchObject({
      points: [{ interval: { low: 0.65, high: 0.75 } }, { interval: undefined }],
    });
    // n is not between them, and neither is what they are of other columns.
    expect(quickChart(accuracies, 0, 4)).toMatchObject({ bars: [{ interval: undefined }, {}] });
    const others = { ...accuracies, columns: ['day', 'rain', 'low', 'top', 'n'] };
    expect(usualChart(others)).toEqual({ x: 0, y: 4 });
  });

  it('finds nothing to draw where there is no number', () => {
    expect(usualChart({ ...answer, columns: ['name'], rows: [['a']] })).toBeUndefined();
    expect(usualChart({ ...answer, rows: [] })).toBeUndefined();
  });
});
