import type { Connection } from './connection.js';
import { StoreError } from './store-error.js';

/**
 * What points are laid along. In milliseconds: since 1970 for `time`, since the start of the run for
 * `relativeTime`, and the same without the pauses between a stop and its resume for `trainedTime`.
 * `images`: photos trained on, each as often as it was.
 */
export const X_AXES = ['step', 'epoch', 'images', 'time', 'relativeTime', 'trainedTime'] as const;
export type XAxis = (typeof X_AXES)[number];

/** How the points of one run get their places on an axis. */
export interface RunAxis {
  /** The SQL, over the view live_points as p, of what places are made from. */
  readonly sql: 'p.step' | 'p.epoch' | 'p.time';
  /** Makes places of what the SQL gave, where it lies. */
  readonly place: (raw: Float64Array) => void;
}

/** The axis of one run. @throws StoreError for an axis that is none, or one of images where nobody counted them. */
export function axisOf(connection: Connection, run: string, x: XAxis): RunAxis {
  switch (x) {
    case 'step':
      return { sql: 'p.step', place: asTheyAre };
    case 'epoch':
      return { sql: 'p.epoch', place: asTheyAre };
    case 'time':
      return { sql: 'p.time', place: asTheyAre };
    case 'relativeTime':
      return { sql: 'p.time', place: since(startOf(connection, run)) };
    case 'trainedTime':
      return trainedTimeOf(connection, run);
    case 'images':
      return imagesOf(connection, run);
  }
}

/** Checks the name of an axis. @throws StoreError */
export function checkAxis(x: XAxis): void {
  if (X_AXES.includes(x)) return;
  throw new StoreError('invalid', `Expected x to be one of ${X_AXES.join(', ')}, got "${x}".`);
}

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

const asTheyAre = () => {};

function since(start: number): (raw: Float64Array) => void {
  return (raw) => {
    for (let i = 0; i < raw.length; i++) raw[i] -= start;
  };
}

function startOf(connection: Connection, run: string): number {
  const [[start]] = connection
    .prepare<[number]>('SELECT started_at FROM runs WHERE id = ?')
    .raw()
    .all(run);
  return start;
}

/** A pause goes from the last point before a resume to the resume: what was superseded took no time. */
function trainedTimeOf(connection: Connection, run: string): RunAxis {
  const start = startOf(connection, run);
  const resumes = connection
    .prepare<[number]>(
      'SELECT started_at FROM run_segments WHERE run_id = ? AND number > 0 ORDER BY number',
    )
    .raw()
    .all(run)
    .map(([at]) => at);
  const place = (raw: Float64Array) => {
    const pauses = resumes.map((at) => {
      let last = start;
      for (const time of raw) if (time < at && time > last) last = time;
      return { at, last };
    });
    for (let i = 0; i < raw.length; i++) {
      let paused = 0;
      let until = 0;
      for (const { at, last } of pauses) {
        if (raw[i] < at) break;
        paused += at - Math.max(last, until);
        until = at;
      }
      raw[i] -= start + paused;
    }
  };
  return { sql: 'p.time', place };
}

function imagesOf(connection: Connection, run: string): RunAxis {
  const [[train, batchSize]] = connection
    .prepare<[number | null, number | null]>(
      `SELECT (SELECT train FROM splits WHERE run_id = @run), (SELECT CAST(value AS REAL) FROM params
         WHERE run_id = @run AND key = 'batchSize' AND CAST(value AS REAL) > 0)`,
    )
    .raw()
    .all({ run });
  // By the photos of an epoch where a run has a split, since its last batch may be a smaller one.
  if (train !== null) return { sql: 'p.epoch', place: (raw) => scale(raw, 0, train) };
  if (batchSize !== null) return { sql: 'p.step', place: (raw) => scale(raw, 1, batchSize) };
  throw new StoreError(
    'invalid',
    `Run ${run} does not say how many photos it trained on: it has no split and no param batchSize. Choose another x: step, epoch, time, relativeTime or trainedTime.`,
  );
}

function scale(raw: Float64Array, more: number, factor: number): void {
  for (let i = 0; i < raw.length; i++) raw[i] = (raw[i] + more) * factor;
}
