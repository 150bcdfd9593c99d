import type { QueryAnswer, QueryCell } from '@peasy/tracker/api';
import { cellNumber, cellText } from './query-client.js';

/** What a quick chart draws of an answer. */
export type QuickChart = QuickBars | QuickPoints;

/** A bar a row. */
export interface QuickBars {
  readonly kind: 'bars';
  readonly x: string;
  readonly y: string;
  readonly bars: readonly QuickBar[];
  /** Rows beyond the bars that can be told apart. */
  readonly leftOut: number;
}

export interface QuickBar {
  readonly label: string;
  /** undefined: there is none to draw, as of NULL and NaN. */
  readonly value: number | undefined;
  /** The value as the record has it. */
  readonly text: string;
}

/** Numbers over numbers: a line where x goes one way from row to row, else points alone. */
export interface QuickPoints {
  readonly kind: 'line' | 'dots';
  readonly x: string;
  readonly y: string;
  readonly points: readonly QuickPoint[];
  /** Rows without a finite number in x. */
  readonly leftOut: number;
}

export interface QuickPoint {
  readonly x: number;
  /** undefined: there is none to draw; a line has a gap there. */
  readonly y: number | undefined;
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

/** An answer's two columns as a chart. */
export function quickChart(answer: QueryAnswer, x: number, y: number): QuickChart {
  const { columns, rows } = answer;
  const names = { x: columns[x], y: columns[y] };
  const finite = (cell: QueryCell) => {
    const value = cellNumber(cell);
    return Number.isFinite(value) ? value : undefined;
  };
  if (!numberColumns(answer).includes(x)) {
    const bars = rows.slice(0, MOST_BARS).map((row) => ({
      label: cellText(row[x]) ?? 'NULL',
      value: finite(row[y]),
      text: cellText(row[y]) ?? 'NULL',
    }));
    return { kind: 'bars', ...names, bars, leftOut: rows.length - bars.length };
  }
  const points = rows.flatMap((row) => {
    const place = finite(row[x]);
    return place === undefined ? [] : [{ x: place, y: finite(row[y]) }];
  });
  const steps = points.slice(1).map((point, i) => point.x - points[i].x);
  const isOneWay = steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
  return {
    ...{ kind: isOneWay ? 'line' : 'dots', ...names },
    ...{ points, leftOut: rows.length - points.length },
  };
}
