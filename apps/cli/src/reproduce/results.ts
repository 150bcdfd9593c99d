import type { PhotoSet } from '@peasy/data';
import type { Collected } from './collect.js';
import type { ReproductionPlan } from './plan.js';

/** A reproduction that came to its end. */
export interface Results {
  readonly plan: ReproductionPlan;
  readonly photos: PhotoSet;
  readonly decodeSeconds: number;
  readonly collected: Collected;
}
