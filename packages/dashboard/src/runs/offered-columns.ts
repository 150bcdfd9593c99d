import type { RunColumnList } from '@peasy/tracker/api';
import { COLUMNS, type Column, describeColumn } from './columns.js';

/** Every column that can be chosen: the shown ones first, then what there is beside them. */
export function offeredColumns(
  shown: readonly Column[],
  keys: Partial<RunColumnList> = {},
): readonly Column[] {
  const { metrics = [], params = [], tags = [], environment = [] } = keys;
  const ofKeys = (kind: string, all: readonly string[]) => all.map((key) => `${kind}.${key}`);
  return [
    ...new Set([
      ...[...shown, ...COLUMNS],
      ...metrics.flatMap((key) =>
        ['best', 'last', 'min', 'max', 'curve'].map((of) => `${of}.${key}`),
      ),
      ...ofKeys('params', params),
      ...ofKeys('tags', tags),
      ...ofKeys('environment', environment),
    ]),
  ];
}

/** Columns in whose name or title all words of a text are. */
export function findColumns(columns: readonly Column[], text: string): readonly Column[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return columns;
  return columns.filter((column) => {
    const title = column.includes('.') ? '' : (describeColumn(column)?.title ?? '');
    const haystack = `${column} ${title}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
