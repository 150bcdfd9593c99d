import { littleEndianBytes, packBytes } from './pack-bytes.js';

/** Columns of numbers in typed arrays, beside what else is to be said. */
export type Columns = Readonly<Record<string, string | number | Float64Array>>;

/**
 * Puts columns into bytes as packBytes does, their numbers as little-endian float64.
 * The head is `rest` with `series`: of each what is no column, `columns` with the names of its
 * columns in order, and `length`, how many numbers each of them has.
 */
export function packColumns(rest: object, series: readonly Columns[]): Buffer {
  const columns: Float64Array[] = [];
  const described = series.map((one) => {
    const entries = Object.entries(one);
    const numbers = entries.filter(
      (entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array,
    );
    columns.push(...numbers.map(([, column]) => column));
    return {
      ...Object.fromEntries(entries.filter(([, value]) => !(value instanceof Float64Array))),
      columns: numbers.map(([name]) => name),
      length: numbers[0]?.[1].length ?? 0,
    };
  });
  return packBytes({ ...rest, series: described }, columns.map(littleEndianBytes));
}
