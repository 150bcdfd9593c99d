import { partMeasured } from '@peasy/core';
import { ACCURACY_WIDTH, EPOCH_WIDTH } from './column-widths.js';
import type { ColumnDescription } from './columns.js';

/** What a column of a key shows: of a metric its best, last, lowest or highest value or its curve; a param, a tag, a word of the environment. */
export const KEYED_KINDS = [
  'best',
  'last',
  'min',
  'max',
  'curve',
  'params',
  'tags',
  'environment',
] as const;
export type KeyedKind = (typeof KEYED_KINDS)[number];

/** The parts of a column's name. */
export interface KeyedColumn {
  readonly kind: KeyedKind;
  readonly key: string;
}

const NAME = new RegExp(`^(${KEYED_KINDS.join('|')})\\.(.+)$`, 's');

/** The parts of `best.loss`, `last.loss`, `params.seed`; undefined for a known column, or no column. */
export function keyedColumn(column: string): KeyedColumn | undefined {
  const [, kind, key] = NAME.exec(column) ?? [];
  return kind === undefined ? undefined : { kind: kind as KeyedKind, key };
}

/** What is in a column of a key. */
export function describeKeyed({ kind, key }: KeyedColumn): ColumnDescription {
  switch (kind) {
    case 'params':
    case 'tags': {
      const meaning = `${kind === 'params' ? 'Param' : 'Tag'} ${key}`;
      const needs = kind === 'params' ? { needs: `params.${key}` } : {};
      return { ...textual(key, meaning), orderBy: `${kind}.${quotedKey(key)}`, ...needs };
    }
    case 'environment':
      return { ...textual(key, `Environment: ${key}`), needs: `environment.${key}` };
    case 'curve':
      return {
        title: `curve ${key}`,
        meaning: `${key} over the epochs; each run fills the height by itself`,
        numeric: false,
        width: 96,
        needs: `metrics.${key}`,
      };
    default:
      return {
        title: `${kind} ${key}`,
        meaning: MEANINGS[kind](key),
        numeric: true,
        orderBy: `${kind === 'last' ? 'metrics' : kind}.${quotedKey(key)}`,
        width: widthOf(kind, key),
        needs: `metrics.${key}`,
      };
  }
}

const MEANINGS = {
  best: (key: string) => `Best ${key}, and its epoch`,
  last: (key: string) => `Last ${key}`,
  min: (key: string) => `Lowest ${key}`,
  max: (key: string) => `Highest ${key}`,
} as const;

/** An accuracy needs room for its interval and n. */
function widthOf(kind: KeyedKind, key: string): number {
  if (!partMeasured(key)) return 104;
  return ACCURACY_WIDTH + (kind === 'best' ? EPOCH_WIDTH : 0);
}

function textual(title: string, meaning: string) {
  return { title, meaning, numeric: false, width: 84, grow: 1 } as const;
}

/** A key in the server's grammar, in quotes where it is no plain word. */
export function quotedKey(key: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.]*$/u.test(key) ? key : `"${key.replaceAll('"', '""')}"`;
}
