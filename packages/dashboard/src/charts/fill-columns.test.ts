import { describe, expect, it } from 'vitest';
import { fillColumns } from './fill-columns.js';

type Column = readonly [left: number, top: number, width: number, height: number];

function columnsOf(
  places: readonly (readonly [across: number, top: number, bottom: number])[],
): Column[] {
  const columns: Column[] = [];
  fillColumns(
    places.map(([across]) => across),
    places.map(([, top]) => top),
    places.map(([, , bottom]) => bottom),
    (...column) => columns.push(column),
  );
  return columns;
}

describe('fillColumns()', () => {
  it('lets columns touch, each pixel once', () => {
    const columns = columnsOf(Array.from({ length: 50 }, (_, i) => [3 + i * 2.3, 10, 20] as const));
    columns.slice(1).forEach(([left], i) => {
      expect(left).toBe(columns[i][0] + columns[i][2]);
    });
  });
  it('loses no extreme where buckets are narrower than a pixel', () => {
    const columns = columnsOf(
      Array.from({ length: 1000 }, (_, i) => [i / 10, i === 503 ? 1 : 40, i === 707 ? 99 : 50]),
    );
    expect(columns.length).toBeLessThan(110);
    expect(Math.min(...columns.map(([, top]) => top))).toBe(1);
    expect(Math.max(...columns.map(([, top, , height]) => top + height))).toBe(99);
  });
  it('leaves gaps where there is no number, and shows a band without height', () => {
    expect(
      columnsOf([
        [0, 5, 5],
        [4, Number.NaN, Number.NaN],
        [8, 7, 9],
      ]),
    ).toEqual([
      [0, 5, 2, 1],
      [6, 7, 3, 2],
    ]);
  });
});
