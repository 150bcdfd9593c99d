import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { epochText } from '../format/epoch.js';
import { formatCount, formatSignificant } from '../format/number.js';

/** What the slider goes along: epochs, photos trained on so far, or seconds since the run's start. */
export const TIME_AXES = ['epochs', 'images', 'seconds'] as const;
export type TimeAxis = (typeof TIME_AXES)[number];

/** A run on the axis. */
export interface TimedRun {
  readonly run: Pick<RunDetail, 'split' | 'startedAt'>;
  /** Oldest first. */
  readonly snapshots: readonly SnapshotRow[];
}

/** Where a snapshot lies on the axis; NaN where the run does not say. */
export function placeOfSnapshot(
  { split, startedAt }: TimedRun['run'],
  { epoch, createdAt }: SnapshotRow,
  axis: TimeAxis,
): number {
  switch (axis) {
    case 'epochs':
      return epoch;
    case 'images':
      return split ? Math.round(epoch * split.train) : Number.NaN;
    case 'seconds':
      // Random weights are there before anything is trained.
      return epoch === 0 ? 0 : (Date.parse(createdAt) - Date.parse(startedAt)) / 1000;
  }
}

/** Places of the slider: where any of the runs has a snapshot, smallest first. */
export function placesAlong(runs: readonly TimedRun[], axis: TimeAxis): readonly number[] {
  const places = runs.flatMap(({ run, snapshots }) =>
    snapshots.map((snapshot) => placeOfSnapshot(run, snapshot, axis)),
  );
  return [...new Set(places)].filter(Number.isFinite).sort((a, b) => a - b);
}

/** A run's newest snapshot that is not after a place; its first where all are. */
export function snapshotAlong(
  { run, snapshots }: TimedRun,
  place: number,
  axis: TimeAxis,
): SnapshotRow {
  const isReached = (snapshot: SnapshotRow) => placeOfSnapshot(run, snapshot, axis) <= place;
  return snapshots.findLast(isReached) ?? snapshots[0];
}

/** The axis that is asked for, where every run lies on it; else epochs. */
export function axisOf(runs: readonly TimedRun[], asked: TimeAxis): TimeAxis {
  return runs.every((run) => placesAlong([run], asked).length > 0) ? asked : 'epochs';
}

/** The place of another axis where the first run shows the same snapshot; undefined: the last. */
export function samePlace(
  runs: readonly TimedRun[],
  place: number,
  axis: TimeAxis,
  other: TimeAxis,
): number | undefined {
  const [first] = runs;
  const shown = snapshotAlong(first, place, axis);
  const places = placesAlong(runs, other);
  const same = places.find((one) => snapshotAlong(first, one, other).id === shown.id);
  return same === places.at(-1) ? undefined : same;
}

/** A place of the axis in words, with where it ends: "epoch 3 of 30". */
export function placeText(place: number, last: number, axis: TimeAxis): string {
  switch (axis) {
    case 'epochs':
      return `epoch ${epochText(place)} of ${epochText(last)}`;
    case 'images':
      return `${formatCount(place)} of ${formatCount(last)} images`;
    case 'seconds':
      return `${formatSignificant(place, 3)} of ${formatSignificant(last, 3)} s`;
  }
}
