import { StoreError } from './store-error.js';

/** What points are laid along: milliseconds since 1970 for `time`, and since the start of the run for `relativeTime`. */
export const X_AXES = ['step', 'epoch', 'time', 'relativeTime'] as const;
export type XAxis = (typeof X_AXES)[number];

/** The SQL of an axis over the view live_points as p and runs as r. */
export const X_SQL: Readonly<Record<XAxis, string>> = {
  step: 'p.step',
  epoch: 'p.epoch',
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
