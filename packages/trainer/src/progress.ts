/** Where training stands, told after each step and after each epoch. */
export type TrainingProgress = StepProgress | EpochProgress;

/** Steps of an epoch are done. */
export interface StepProgress {
  readonly kind: 'step';
  /** The epoch under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in this epoch. */
  readonly step: number;
  readonly steps: number;
  /** Means over this epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
  readonly imagesPerSecond: number;
}

/** An epoch is done. */
export interface EpochProgress {
  readonly kind: 'epoch';
  /** The epoch just done, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** By the names of core's EPOCH_METRICS; the val ones are absent without validation photos. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly isBest: boolean;
}
