import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { NewPoint } from '../../store/point-columns.js';
import { StoreError } from '../../store/store-error.js';
import type { SourceNotes } from '../source.js';
import { numberOf, refuseCell, stepOf } from './cells.js';
import { readTable, type TableRow } from './read-table.js';
import { findColumns, type TableColumns, timeIn } from './table-columns.js';

/** Hears of each point, and of which run it is: '' where the table names none. */
type OnPoint = (point: NewPoint, run: string, name: string | undefined) => Promise<void>;

/**
 * The values of a table: a column a metric, or a row a value.
 * @returns a digest of all that was read.
 * @throws StoreError saying which cell is wrong.
 */
export async function readPoints(
  file: string,
  notes: SourceNotes,
  onPoint: OnPoint,
): Promise<{ digest: string }> {
  let reader: RowReader | undefined;
  let columns: TableColumns | undefined;
  const hash = createHash('sha256');
  for await (const row of readTable(file)) {
    hash.update(JSON.stringify(row.cells));
    if (!columns) {
      columns = findColumns(row.cells, file);
      continue;
    }
    reader ??= new RowReader(file, columns, row, notes);
    for (const [point, run, name] of reader.pointsOf(row)) await onPoint(point, run, name);
  }
  if (!columns) throw new StoreError('invalid', `${file} is empty: expected a table with a head.`);
  return { digest: hash.digest('hex') };
}

/** Reads rows of one table. */
class RowReader {
  readonly #file: string;
  readonly #columns: TableColumns;
  readonly #time: number | undefined;
  readonly #metrics: readonly number[];
  /** For points without a time: when the file was written last. */
  readonly #written: number;
  #row = -1;

  constructor(file: string, columns: TableColumns, first: TableRow, notes: SourceNotes) {
    this.#file = file;
    this.#columns = columns;
    const { names, step, epoch, time, long } = columns;
    const cell = time === undefined ? null : first.cells[time];
    // A column "time" may be how long an epoch took: then it is a metric.
    const isTime = long !== undefined || cell === null || timeIn(cell) !== undefined;
    this.#time = isTime ? time : undefined;
    this.#written = Math.floor(statSync(file).mtimeMs);
    const taken = new Set([step, epoch, this.#time]);
    this.#metrics = [...names.keys()].filter((at) => !taken.has(at) && names[at] !== '');
    if (long) return;
    if (this.#metrics.length === 0) {
      throw new StoreError(
        'invalid',
        `Expected ${file} to have a column a metric beside its steps or epochs, got only: ${names.join(', ')}.`,
      );
    }
    if (names.includes('')) notes.say(`${file}: a column without a name was left out.`);
    if (step === undefined && epoch === undefined) {
      notes.say(`${file} has no column of steps or epochs: rows are counted from 0.`);
    }
    if (this.#time === undefined) {
      notes.say(`${file} has no column of times: its points carry when it was written last.`);
    }
  }

  *pointsOf(row: TableRow): Generator<[point: NewPoint, run: string, name: string | undefined]> {
    this.#row++;
    const { long, names } = this.#columns;
    const { line, cells } = row;
    const place = (at: number) => ({ file: this.#file, line, column: names[at] });
    const where = this.#whereOf(row);
    if (long) {
      const metric = cells[long.metric];
      const value = cells[long.value];
      if (metric === null) refuseCell('', place(long.metric), 'the name of a metric');
      if (value === null) return;
      const run = (long.run === undefined ? null : cells[long.run]) ?? '';
      const name = (long.name === undefined ? null : cells[long.name]) ?? undefined;
      yield [{ ...where, key: metric, value: numberOf(value, place(long.value)) }, run, name];
      return;
    }
    for (const at of this.#metrics) {
      const cell = cells[at];
      if (cell === null || cell.trim() === '') continue;
      yield [{ ...where, key: names[at], value: numberOf(cell, place(at)) }, '', undefined];
    }
  }

  /** Step, epoch and time of a row. */
  #whereOf({ line, cells }: TableRow): { step: number; epoch?: number; time: number } {
    const { names } = this.#columns;
    const place = (at: number) => ({ file: this.#file, line, column: names[at] });
    const cellAt = (at: number | undefined) => (at === undefined ? null : cells[at]);
    const timeCell = cellAt(this.#time);
    const time = timeCell === null ? this.#written : timeIn(timeCell);
    if (time === undefined) {
      return refuseCell(timeCell!, place(this.#time!), 'a date, or seconds since 1970');
    }
    const epochCell = cellAt(this.#columns.epoch);
    const epoch = epochCell === null ? undefined : numberOf(epochCell, place(this.#columns.epoch!));
    if (epoch !== undefined && !Number.isFinite(epoch)) {
      return refuseCell(epochCell!, place(this.#columns.epoch!), 'a number');
    }
    const stepCell = cellAt(this.#columns.step);
    if (stepCell !== null) {
      return { step: stepOf(stepCell, place(this.#columns.step!)), epoch, time };
    }
    return { step: Number.isSafeInteger(epoch) ? epoch! : this.#row, epoch, time };
  }
}
