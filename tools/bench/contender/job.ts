import type { Network, RunConfig } from '@peasy/core';
import type { PhotoFiles } from '../export-photos.js';

/** What a contender is told: one network, one way of training it. */
export interface Job {
  readonly network: Network;
  readonly photos: PhotoFiles;
  readonly optimizer: RunConfig['optimizer'];
  readonly loss: RunConfig['loss'];
  readonly batchSize: number;
  readonly seed: number;
  readonly threads: number;
  /** For Peasy: so many photos are evaluated after each epoch, and windows end with an epoch. */
  readonly validationPhotos?: number;
  /** Choices that only this kind of contender knows. */
  readonly form: Readonly<Record<string, unknown>>;
}
