import { describe, expect, it } from 'vitest';
import { lineColumns } from './line-columns.js';

function columnsOf(points: readonly (readonly [across: number, height: number])[], width = 100) {
  const columns: (readonly [column: number, top: number, bottom: number])[] = [];
  lineColumns(
    points.map(([across]) => across),
    points.map(([, height]) => height),
    width,
    (...column) => columns.push(column),
  );
  return columns;
}

describe('lineColumns()', () => {
  it('goes along a slope, column by column', () => {
    const sloped = [
      [0.5, 10],
      [3.5, 13],
    ] as const;
    expect(columnsOf(sloped)).toEqual([
      [0, 10, 10.5],
      [1, 10.5, 11.5],
      [2, 11.5, 12.5],
      [3, 12.5, 13],
    ]);
  });

  it('reaches every extreme of the points in a column, and each column once', () => {
    const noise = Array.from({ length: 1000 }, (_, i) => [i / 50, (i * 37) % 101] as const);
    const columns = columnsOf(noise);
    expect(new Set(columns.map(([column]) => column)).size).toBe(columns.length);
    expect(Math.min(...columns.map(([, top]) => top))).toBe(0);
    expect(Math.max(...columns.map(([, , bottom]) => bottom))).toBe(100);
  });

  it('breaks where a value is no number, and draws no point alone', () => {
    const broken = [
      [0, 1],
      [2, 1],
      [3, Number.NaN],
      [5, 4],
      [6, Number.NaN],
      [8, 2],
      [9, 2],
    ] as const;
    expect(columnsOf(broken).map(([column]) => column)).toEqual([0, 1, 2, 8, 9]);
  });

  it('leaves out what is beyond either side, and keeps what comes in from there', () => {
    const wide = [
      [-1e6, 0],
      [1e6, 0],
    ] as const;
    expect(columnsOf(wide, 3).map(([column]) => column)).toEqual([0, 1, 2]);
    expect(columnsOf([], 3)).toEqual([]);
  });
});
