import type { Connection } from './connection.js';
import type { FoundSeries } from './find-series.js';
import { gatherPoints } from './gather-points.js';
import { axisOf, type XAxis } from './x-axis.js';

/** Every live point of one metric along an axis, in its order. */
export interface SeriesColumns {
  readonly x: Float64Array;
  /** May be NaN or infinite. */
  readonly value: Float64Array;
}

/** Held for all series together, by connection: whoever zooms asks for the same points again and again. */
const MOST_BYTES = 64 * 2 ** 20;
/** Of one point in both columns. */
const POINT_BYTES = 16;

interface Held extends SeriesColumns {
  readonly version: number;
}

const heldBy = new WeakMap<Connection, Map<string, Held>>();

/**
 * Reads a series whole, or gives what was read before where its run has not changed since. Call it
 * within a read, and do not write into the columns.
 * @throws StoreError for an axis of images where nobody counted them.
 */
export function seriesColumns(
  connection: Connection,
  series: FoundSeries,
  x: XAxis,
): SeriesColumns {
  let held = heldBy.get(connection);
  if (!held) {
    held = new Map();
    heldBy.set(connection, held);
  }
  const [[version]] = connection
    .prepare<[number]>('SELECT version FROM runs WHERE id = ?')
    .raw()
    .all(series.run);
  const name = `${series.id} ${x}`;
  const known = held.get(name);
  const columns = known?.version === version ? known : { version, ...read(connection, series, x) };
  // The last asked for is the last in the map.
  held.delete(name);
  held.set(name, columns);
  let bytes = 0;
  for (const { x: places } of held.values()) bytes += places.length * POINT_BYTES;
  for (const [oldest, { x: places }] of held) {
    if (bytes <= MOST_BYTES) break;
    held.delete(oldest);
    bytes -= places.length * POINT_BYTES;
  }
  return columns;
}

/** Whether some series can be held all at once. Call it within a read. */
export function fitsHeld(connection: Connection, series: readonly FoundSeries[]): boolean {
  const points = series.reduce((sum, { id }) => sum + countOf(connection, id), 0);
  return points * POINT_BYTES <= MOST_BYTES;
}

/** Places of the first point of at least `low`, and after the last of at most `high`. */
export function rangeOf(
  { x }: SeriesColumns,
  low: number,
  high: number,
): { readonly start: number; readonly end: number } {
  return { start: firstPlace(x, (at) => at >= low), end: firstPlace(x, (at) => at > high) };
}

/** Of an ascending column; its length where no place is. */
function firstPlace(x: Float64Array, is: (x: number) => boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(x[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function read(connection: Connection, { id, run }: FoundSeries, x: XAxis): SeriesColumns {
  const axis = axisOf(connection, run, x);
  // By the step alone, which is the order on the disk and most often that of the axis too.
  const points = gatherPoints(
    connection,
    `SELECT ${axis.sql} AS step, 0 AS time, p.value FROM live_points p
     WHERE p.series_id = ? ORDER BY p.step LIMIT -1`,
    [id],
    countOf(connection, id),
  );
  const places = points.step.slice(0, points.length);
  const value = points.value.slice(0, points.length);
  axis.place(places);
  return isAscending(places) ? { x: places, value } : inOrder(places, value);
}

function countOf(connection: Connection, seriesId: number): number {
  const count = connection
    .prepare<number>('SELECT count FROM metric_summaries WHERE series_id = ?')
    .pluck()
    .get(seriesId);
  return count ?? 0;
}

function isAscending(x: Float64Array): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] < x[i - 1]) return false;
  return true;
}

function inOrder(x: Float64Array, value: Float64Array): SeriesColumns {
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b] || a - b);
  return {
    x: Float64Array.from(order, (at) => x[at]),
    value: Float64Array.from(order, (at) => value[at]),
  };
}
