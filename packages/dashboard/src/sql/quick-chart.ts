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
  readonly interval: QuickInterval | undefined;
}

/** What a value may be as well: the row's columns `low` and `high`, where they lie about it. */
export interface QuickInterval {
  readonly low: number;
  readonly high: number;
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
  readonly interval: QuickInterval | undefined;
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

/**
 * What is worth a chart without a question, over the first column: the column whose interval the
 * answer has, else the last one of numbers.
 */
export function usualChart(
  answer: QueryAnswer,
): { readonly x: number; readonly y: number } | undefined {
  const numbers = numberColumns(answer);
  const others = numbers.filter((place) => place !== 0);
  const y = others.find((place) => intervalsOf(answer, place)) ?? others.at(-1);
  return y === undefined ? undefined : { x: 0, y };
}

/** Each row's interval about a column; undefined where the answer has none, or one does not lie about it. */
function intervalsOf(
  answer: QueryAnswer,
  y: number,
): readonly (QuickInterval | undefined)[] | undefined {
  const names = answer.columns.map((name) => name.toLowerCase());
  const places = [names.indexOf('low'), names.indexOf('high')] as const;
  if (places.includes(-1) || places.includes(y) || answer.rows.length === 0) return undefined;
  const intervals = answer.rows.map((row) => {
    const [low, high] = places.map((place) => cellNumber(row[place]));
    return Number.isFinite(high - low) ? { low, high } : undefined;
  });
  const isAbout = intervals.every((interval, i) => {
    const value = cellNumber(answer.rows[i][y]);
    if (!interval || !Number.isFinite(value)) return true;
    return interval.low <= value && value <= interval.high;
  });
  return isAbout && intervals.some(Boolean) ? intervals : undefined;
}

/** An answer's two columns as a chart. */
export function quickChart(answer: QueryAnswer, x: number, y: number): QuickChart {
  const { columns, rows } = answer;
  const names = { x: columns[x], y: columns[y] };
  const finite = (cell: QueryCell) => {
    const value = cellNumber(cell);
    return Number.isFinite(value) ? value : undefined;
  };
  const intervals = intervalsOf(answer, y);
  if (!numberColumns(answer).includes(x)) {
    const bars = rows.slice(0, MOST_BARS).map((row, i) => ({
      label: cellText(row[x]) ?? 'NULL',
      value: finite(row[y]),
      text: cellText(row[y]) ?? 'NULL',
      interval: intervals?.[i],
    }));
    return { kind: 'bars', ...names, bars, leftOut: rows.length - bars.length };
  }
  const points = rows.flatMap((row, i) => {
    const place = finite(row[x]);
    if (place === undefined) return [];
    return [{ x: place, y: finite(row[y]), interval: intervals?.[i] }];
  });
  const steps = points.slice(1).map((point, i) => point.x - points[i].x);
  const isOneWay = steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
  return {
    ...{ kind: isOneWay ? 'line' : 'dots', ...names },
    ...{ points, leftOut: rows.length - points.length },
  };
}
