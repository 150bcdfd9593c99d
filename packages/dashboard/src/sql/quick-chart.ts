import type { QueryAnswer } from '@peasy/tracker/api';
import { cellNumber, cellText } from './query-client.js';

/** What a quick chart draws of an answer. */
export interface QuickChart {
  /** `line` where x is a number, else a bar a row. */
  readonly kind: 'line' | 'bars';
  readonly x: string;
  readonly y: string;
  readonly points: readonly QuickPoint[];
  /** Rows without a finite number in y, or beyond the bars that fit. */
  readonly leftOut: number;
}

export interface QuickPoint {
  /** On the axis; of bars, the row's place. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Bars that can be told apart. */
const MOST_BARS = 40;

/** Columns that have numbers, by their places. */
export function numberColumns({ columns, rows }: QueryAnswer): readonly number[] {
  return columns
    .map((_, place) => place)
    .filter((place) => {
      const cells = rows.map((row) => row[place]).filter((cell) => cell !== null);
      return cells.length > 0 && cells.every((cell) => !Number.isNaN(cellNumber(cell)));
    });
}

/** What is worth a chart without a question: the last column of numbers over the first column. */
export function usualChart(
  answer: QueryAnswer,
): { readonly x: number; readonly y: number } | undefined {
  const numbers = numberColumns(answer);
  const y = numbers.findLast((place) => place !== 0);
  return y === undefined ? undefined : { x: 0, y };
}

/** An answer's two columns as points of a chart. */
export function quickChart(answer: QueryAnswer, x: number, y: number): QuickChart {
  const { columns, rows } = answer;
  const isLine = numberColumns(answer).includes(x);
  const all = rows.map(
    (row, place): QuickPoint => ({
      x: isLine ? cellNumber(row[x]) : place,
      y: cellNumber(row[y]),
      label: cellText(row[x]) ?? 'NULL',
    }),
  );
  const finite = all.filter((point) => Number.isFinite(point.y) && Number.isFinite(point.x));
  const points = isLine ? finite : finite.slice(0, MOST_BARS);
  return {
    kind: isLine ? 'line' : 'bars',
    x: columns[x],
    y: columns[y],
    points,
    leftOut: rows.length - points.length,
  };
}
