import { decodeNumber, type JsonNumber, partMeasured } from '@peasy/core';
import type { RunGroup } from '@peasy/tracker/api';
import { countOf, formatSignificant } from '../format/number.js';
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

/** What a group's metric says: the mean of its runs, their sample standard deviation, lowest and highest. */
export interface GroupFigures {
  readonly mean: number;
  /** NaN of a single run. */
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
  /** Runs that have the metric. */
  readonly measured: number;
}

/** The figures of a group; undefined where none of its runs has a value. */
export function figuresOf({ metric }: RunGroup): GroupFigures | undefined {
  if (!metric || metric.measured === 0) return undefined;
  const number = (value: JsonNumber | null) => (value === null ? Number.NaN : decodeNumber(value));
  return {
    mean: number(metric.mean),
    deviation: number(metric.deviation),
    lowest: number(metric.min),
    highest: number(metric.max),
    measured: metric.measured,
  };
}

/** "0.8204 ± 0.011 (3 runs, 0.808 to 0.831)"; a single run's value alone, which stands with its interval in its row where it is an accuracy. */
export function figuresWords(figures: GroupFigures, name: string): string {
  const { mean, deviation, lowest, highest, measured } = figures;
  const runs = countOf(measured, 'run');
  if (measured === 1) {
    return partMeasured(name.replace(/^\w+\./, '')) ? runs : `${formatSignificant(mean)} (${runs})`;
  }
  const spread = Number.isFinite(deviation) ? ` ± ${formatSignificant(deviation, 2)}` : '';
  return `${formatSignificant(mean)}${spread} (${runs}, ${formatSignificant(lowest)} to ${formatSignificant(highest)})`;
}
