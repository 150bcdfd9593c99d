import { z } from 'zod';
import { StoreError } from '../../store/store-error.js';
import type { PointSpool } from '../point-spool.js';
import type { SourceNotes } from '../source.js';

const head = z.object({ key: z.string() });
/** The numbers of a metric. */
export const SERIES_COLUMNS = ['step', 'epoch', 'time', 'value'] as const;
const WORDS: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** Adds a metric of an exported run, column by column. @returns how many points. @throws StoreError saying which number is none. */
export function addSeries(
  spool: PointSpool,
  series: unknown,
  where: string,
  notes: SourceNotes,
): number {
  const { data } = head.safeParse(series);
  if (!data) throw invalid(`Expected a metric of ${where} to have a key, got none.`);
  const { key } = data;
  const columns = series as Readonly<Record<(typeof SERIES_COLUMNS)[number], readonly unknown[]>>;
  const count = columns.step?.length;
  for (const name of SERIES_COLUMNS) {
    if (!Array.isArray(columns[name]) || columns[name].length !== count) {
      throw invalid(
        `Expected the metric ${JSON.stringify(key)} of ${where} to have as many numbers in "${name}" as in "step" (${count ?? 'none'}), got ${columns[name]?.length ?? 'none'}.`,
      );
    }
  }
  const number = (name: (typeof SERIES_COLUMNS)[number], at: number): number => {
    const found = columns[name][at];
    if (typeof found === 'number' || (name === 'value' && WORDS.includes(found))) {
      return Number(found);
    }
    throw invalid(
      `Expected "${name}" ${at + 1} of the metric ${JSON.stringify(key)} of ${where} to be a number, got ${JSON.stringify(found)}.`,
    );
  };
  for (let at = 0; at < columns.step.length; at++) {
    const step = number('step', at);
    if (Number.isSafeInteger(step)) {
      const epoch = number('epoch', at);
      spool.add({ key, step, epoch, time: number('time', at), value: number('value', at) });
    } else notes.leaveOut('points whose step is no whole number within ±9007199254740991');
  }
  return columns.step.length;
}

function invalid(message: string): StoreError {
  return new StoreError('invalid', message);
}
