import type { JsonNumber, RunStatus } from '@peasy/core';

/** Ids of the runs that a query finds, in its order. */
export interface RunIdList {
  readonly ids: readonly string[];
  /** How many it finds. */
  readonly total: number;
}

/** What became of a change of many runs. */
export interface RunsChanged {
  /** Ids of those that were changed. */
  readonly changed: readonly string[];
  /** Those that were not, and why: a run that is running is not put into the trash. */
  readonly refused: readonly { readonly run: string; readonly message: string }[];
}

/** A metric over the runs of a group; null: none of them has a value. */
export interface GroupMetric {
  /** Runs that have a value. */
  readonly measured: number;
  readonly min: JsonNumber | null;
  readonly max: JsonNumber | null;
  readonly mean: JsonNumber | null;
  /** Sample standard deviation; null of fewer than two. */
  readonly deviation: JsonNumber | null;
}

/** Runs that have one value of what they are grouped by; null: those without one. */
export interface RunGroup {
  readonly value: string | null;
  readonly count: number;
  /** How many are in which state; there where a metric was asked for. */
  readonly statuses?: Readonly<Partial<Record<RunStatus, number>>>;
  readonly metric?: GroupMetric;
}
