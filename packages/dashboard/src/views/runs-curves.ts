import { store } from '../page.js';
import type { Column } from '../runs/columns.js';
import { keyedColumn } from '../runs/keyed-columns.js';
import type { CurveOf } from './runs-cells.js';

/** A small curve has about as many points as pixels. */
const BUCKETS = 60;

/** Small curves for the rows that are drawn: all metrics of all rows that come into sight together are one request. */
export function curvesOf(columns: readonly Column[]): CurveOf {
  const keys = columns.flatMap((column) => {
    if (column === 'curve') return ['valAccuracy'];
    const keyed = keyedColumn(column);
    return keyed?.kind === 'curve' ? [keyed.key] : [];
  });
  const query = { keys: [...new Set(keys)], x: 'epoch', buckets: BUCKETS, ownRange: true } as const;
  return (run, key) => {
    if (!run.metrics[key]) return undefined;
    return store.buckets(run, query).value?.find((one) => one.key === key);
  };
}
