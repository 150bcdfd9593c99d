import type { NodeFeatures } from './environment.js';
import { KernelsError } from './kernels-error.js';
import { sliceCount } from './plan/slices.js';

/** Beyond it threads cost more memory than they save time. */
const MOST_THREADS = 64;

/**
 * How many threads compute batches of up to `batchSize` photos: those asked for, or one a core, but
 * no more than a batch has slices, since nobody would have work for them, and no more than 64. In a
 * page one.
 * @throws KernelsError for a number that is none of threads.
 */
export function chooseThreads(
  asked: number | undefined,
  batchSize: number,
  node: NodeFeatures | undefined,
): number {
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 1)) {
    throw new KernelsError(`Expected threads to be a whole number of 1 and up, got ${asked}.`);
  }
  if (!node) return 1;
  return Math.min(asked ?? node.availableParallelism(), sliceCount(batchSize), MOST_THREADS);
}
