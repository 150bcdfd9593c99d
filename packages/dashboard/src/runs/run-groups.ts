import { decodeNumber, isHigherBetter, type JsonNumber } from '@peasy/core';
import type { RunGroup } from '@peasy/tracker/api';
import { describeColumn } from './columns.js';
import { keyedColumn, quotedKey } from './keyed-columns.js';
import { isEqual } from './runs-query.js';

/** What runs can be grouped by beside params and tags. */
export const GROUP_WORDS = ['config', 'dataset', 'engine', 'device', 'experiment'] as const;

/** What is shown of a group where the table is not sorted by a metric. */
const USUAL_METRIC = 'best.valAccuracy';

/** What tells a group from the others of its list, in an address too. */
export function groupKey({ value }: Pick<RunGroup, 'value'>): string {
  return value === null ? 'none' : `=${value}`;
}

/** What runs are grouped by, in the server's grammar: `params."learning rate"`. */
export function groupName(by: string): string {
  const keyed = keyedColumn(by);
  return keyed ? `${keyed.kind}.${quotedKey(keyed.key)}` : by;
}

/** What finds the runs of a group, in the server's grammar. */
export function groupCondition(by: string, { value }: Pick<RunGroup, 'value'>): string {
  const name = groupName(by);
  return value === null ? `${name} IS NULL` : isEqual(name, value);
}

/** What groups are grouped by, in words. */
export function groupTitle(by: string): string {
  return keyedColumn(by)?.key ?? describeColumn(by)?.title.toLowerCase() ?? by;
}

/** The metric of groups, in the server's grammar, and in words: what the table is sorted by, or the best validation accuracy. */
export function groupMetric(sort: string): { readonly name: string; readonly title: string } {
  const { orderBy = '', title = '' } = describeColumn(sort) ?? {};
  if (/^(metrics|best|min|max)\./.test(orderBy)) return { name: orderBy, title };
  return { name: USUAL_METRIC, title: 'Best val.' };
}

/** What a group's metric says: the best value of its runs, their mean and its sample standard deviation. */
export interface GroupFigures {
  readonly best: number;
  readonly mean: number;
  /** NaN of a single run. */
  readonly deviation: number;
  readonly measured: number;
}

/** The figures of a group; undefined where none of its runs has a value. */
export function figuresOf({ metric }: RunGroup, name: string): GroupFigures | undefined {
  if (!metric || metric.measured === 0) return undefined;
  const number = (value: JsonNumber | null) => (value === null ? Number.NaN : decodeNumber(value));
  return {
    best: number(isHigherBetter(name) ? metric.max : metric.min),
    mean: number(metric.mean),
    deviation: number(metric.deviation),
    measured: metric.measured,
  };
}
