import type { SnapshotRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import {
  axisOf,
  placesAlong,
  placeText,
  samePlace,
  snapshotAlong,
  type TimedRun,
} from './time-axis.js';

/** A run with a snapshot at each of some epochs, so many seconds an epoch. */
function timedRun(epochs: readonly number[], secondsAnEpoch: number, train = 100): TimedRun {
  const start = Date.parse('2026-01-01T00:00:00Z');
  const snapshots = epochs.map((epoch) => ({
    ...{ id: `at ${epoch}`, step: epoch * 10, epoch, reasons: [], bytes: 4 },
    createdAt: new Date(start + (epoch * secondsAnEpoch + 0.25) * 1000).toISOString(),
  })) satisfies readonly SnapshotRow[];
  const split = { train } as NonNullable<TimedRun['run']['split']>;
  return { run: { startedAt: new Date(start).toISOString(), split }, snapshots };
}

describe('the time axis', () => {
  const fast = timedRun([0, 1, 2, 4], 2);
  const slow = timedRun([0, 2, 3], 10, 300);

  it('has a place wherever any run has a snapshot', () => {
    expect(placesAlong([fast, slow], 'epochs')).toEqual([0, 1, 2, 3, 4]);
    expect(placesAlong([fast, slow], 'images')).toEqual([0, 100, 200, 400, 600, 900]);
    expect(placesAlong([fast, slow], 'seconds')).toEqual([0, 2.25, 4.25, 8.25, 20.25, 30.25]);
  });

  it('shows what each run had by then: after the same seconds, not the same epochs', () => {
    expect(snapshotAlong(fast, 8.25, 'seconds').epoch).toBe(4);
    expect(snapshotAlong(slow, 8.25, 'seconds').epoch).toBe(0);
    expect(snapshotAlong(slow, Number.POSITIVE_INFINITY, 'images').epoch).toBe(3);
    expect(snapshotAlong(fast, 3, 'epochs').epoch).toBe(2);
  });

  it('has no place for images where a run does not say how many it trained on', () => {
    const imported: TimedRun = { ...fast, run: { ...fast.run, split: null } };
    expect(placesAlong([imported], 'images')).toEqual([]);
  });

  it('changes to another axis at the same snapshot of the first run', () => {
    expect(samePlace([fast, slow], 2, 'epochs', 'seconds')).toBe(4.25);
    expect(samePlace([fast, slow], 8.25, 'seconds', 'epochs')).toBeUndefined();
    expect(axisOf([fast, slow], 'images')).toBe('images');
    expect(axisOf([fast, { ...slow, run: { ...slow.run, split: null } }], 'images')).toBe('epochs');
  });

  it('says a place in its unit', () => {
    expect(placeText(3, 30, 'epochs')).toBe('epoch 3 of 30');
    expect(placeText(11_200, 89_600, 'images')).toBe('11,200 of 89,600 images');
    expect(placeText(2.25, 30.25, 'seconds')).toBe('2.25 of 30.3 s');
  });
});
