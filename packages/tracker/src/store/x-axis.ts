import type { Connection } from './connection.js';
import { StoreError } from './store-error.js';

/**
 * What points are laid along: milliseconds since 1970 for `time`, and since the start of the run for
 * `relativeTime`; photos trained on, each as often as it was, for `images`.
 */
export const X_AXES = ['step', 'epoch', 'images', 'time', 'relativeTime'] as const;
export type XAxis = (typeof X_AXES)[number];

/** The SQL of an axis over the view live_points as p and runs as r. */
export const X_SQL: Readonly<Record<XAxis, string>> = {
  step: 'p.step',
  epoch: 'p.epoch',
  // By the photos of an epoch where a run has a split, since its last batch may be a smaller one.
  images: `coalesce(
    p.epoch * (SELECT train FROM splits WHERE run_id = p.run_id),
    (p.step + 1) * (SELECT CAST(value AS REAL) FROM params WHERE run_id = p.run_id AND key = 'batchSize')
  )`,
  time: 'p.time',
  relativeTime: '(p.time - r.started_at)',
};

/** Checks the ends of a range, either of which may be open. @throws StoreError */
export function checkRange(from: number | undefined, to: number | undefined): void {
  for (const [name, end] of [['from', from] as const, ['to', to] as const]) {
    if (end !== undefined && !Number.isFinite(end)) {
      throw new StoreError('invalid', `Expected "${name}" to be a finite number, got ${end}.`);
    }
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new StoreError(
      'invalid',
      `Expected "from" to be at most "to", got from ${from} to ${to}. Swap them.`,
    );
  }
}

/** Checks that every run tells how many photos it trained on. @throws StoreError naming one that does not. */
export function checkImages(connection: Connection, runs: readonly string[]): void {
  for (const run of runs) {
    const isKnown = connection
      .prepare<number>(
        `SELECT EXISTS (SELECT 1 FROM splits WHERE run_id = @run)
           OR EXISTS (SELECT 1 FROM params WHERE run_id = @run AND key = 'batchSize'
             AND CAST(value AS REAL) > 0)`,
      )
      .pluck()
      .get({ run });
    if (isKnown === 1) continue;
    throw new StoreError(
      'invalid',
      `Run ${run} does not say how many photos it trained on: it has no split and no param batchSize. Choose another x: step, epoch, time or relativeTime.`,
    );
  }
}
