import type { Connection } from './connection.js';
import { extendSummary } from './extend-summary.js';
import { PointInserter } from './insert-points.js';
import { type NewPoint, PointBuffer, type PointColumns, type SameStep } from './point-columns.js';
import { recomputeSummary } from './recompute-summary.js';
import { seriesToWrite } from './series-to-write.js';

/**
 * Writes points of one run and brings the summaries of their metrics up to date. Call it within a
 * write.
 * @param sameStep 'replace', as Peasy's own runs have it: a point takes the place of one that its
 *   segment has at the same step. 'keep', as MLflow has it: a step may have many points, and one
 *   that is there with the same time and value is the same point.
 */
export function writePoints(
  connection: Connection,
  runId: string,
  segment: number,
  points: readonly NewPoint[],
  sameStep: SameStep = 'replace',
): void {
  const buffer = new PointBuffer();
  for (const point of points) buffer.add(point);
  writeBuffer(connection, runId, segment, buffer, sameStep);
}

/** As writePoints, with points that are gathered already. The buffer is left as it is. */
export function writeBuffer(
  connection: Connection,
  runId: string,
  segment: number,
  buffer: PointBuffer,
  sameStep: SameStep = 'replace',
): void {
  const inserter = new PointInserter(connection, segment);
  for (const [key, told] of buffer.entries()) {
    const points = told.inOrder(sameStep);
    const series = seriesToWrite(connection, runId, key, points);
    const late = countUpTo(points, series.lastStep ?? -Infinity);
    let added = points;
    let replaced = 0;
    if (sameStep === 'keep') {
      added = inserter.insertMissing(series, points, late);
    } else {
      replaced = inserter.clearSteps(series, points, late);
      inserter.insert(series, points);
    }
    if (replaced > 0 || (late > 0 && segment > 0)) {
      // A running summary cannot take a value back.
      inserter.flush();
      recomputeSummary(connection, series.id);
    } else {
      extendSummary(connection, series, added);
    }
  }
  inserter.flush();
}

/** How many of the points, which are in order, are not above a step. */
function countUpTo({ step, length }: PointColumns, highest: number): number {
  let count = 0;
  while (count < length && step[count] <= highest) count++;
  return count;
}
