import type { PhotoSet } from '@peasy/data';
import type { RunRow } from '@peasy/tracker';
import type { TrainReport } from '../terminal/train-report.js';
import type { PublishedRuns } from './import-published.js';
import type { ReproductionPlan } from './plan.js';
import type { Results } from './results.js';

/** What `peasy reproduce` says while it works. */
export interface ReproduceReport {
  begin(plan: ReproductionPlan, stages: number): void;
  /** A stage begins, counted from 1. */
  stage(number: number, title: string): void;
  photos(photos: PhotoSet): void;
  /** So many photos were decoded, or drawn, in so many seconds, at this time or an earlier one. */
  decoded(photos: PhotoSet, seconds: number): void;
  /** A training that was finished before. */
  alreadyDone(run: RunRow): void;
  /** For the training that begins. */
  training(): TrainReport;
  /** Undefined: no file of it was given. */
  published(runs: PublishedRuns | undefined): void;
  /** `file` is the report's. */
  results(results: Results, file: string): void;
  /** A wish to stop was heard. */
  stopping(): void;
  /** It stopped before its end; the same command goes on. */
  stopped(): void;
  close(): void;
}
