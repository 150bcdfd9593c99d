import { StoreError } from '../../store/store-error.js';

/** Where a cell is, for errors. */
export interface CellPlace {
  readonly file: string;
  readonly line: number;
  readonly column: string;
}

const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '+infinity': Infinity,
  '-infinity': -Infinity,
};
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a cell has, or undefined. Keras, pandas and JavaScript write NaN and the infinities in their own ways. */
export function numberIn(cell: string): number | undefined {
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  // A comma before the decimals, as spreadsheets of many countries write it.
  if (/^[+-]?\d+,\d+$/.test(text)) return Number(text.replace(',', '.'));
  return WORDS[text.toLowerCase()];
}

/** The number of a cell that must have one. @throws StoreError saying where, and what stands there. */
export function numberOf(cell: string, place: CellPlace): number {
  const number = numberIn(cell);
  if (number !== undefined) return number;
  return refuseCell(cell, place, 'a number, NaN or Infinity');
}

/** A step: a whole number, which pandas may write as "1.0". @throws StoreError as numberOf. */
export function stepOf(cell: string, place: CellPlace): number {
  const step = numberIn(cell);
  if (step !== undefined && Number.isSafeInteger(step)) return step;
  return refuseCell(cell, place, 'a whole number within ±9007199254740991');
}

/** @throws StoreError always. */
export function refuseCell(
  cell: string,
  { file, line, column }: CellPlace,
  expected: string,
): never {
  throw new StoreError(
    'invalid',
    `${file}, line ${line}, column "${column}": expected ${expected}, got ${JSON.stringify(cell.slice(0, 100))}. Nothing of that run came over; mend the cell, or take the column out.`,
  );
}
