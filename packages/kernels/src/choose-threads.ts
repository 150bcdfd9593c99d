import { type NodeFeatures, nodeFeatures } from './environment.js';
import { KernelsError } from './kernels-error.js';
import { sliceCount } from './plan/slices.js';

/** Beyond it threads cost more memory than they save time. */
const MOST_THREADS = 64;

function threadsMissing(node: NodeFeatures | undefined): string | undefined {
  if (!node) return 'in a page the kernels compute on one thread';
  if (!node.sharesMemory) {
    return 'this Node cannot share memory between threads (was it started with --no-harmony-sharedarraybuffer?)';
  }
  return node.threads ? undefined : 'this Node has no worker threads';
}

/** Why this program cannot compute on more than one thread, in a clause, or undefined. Never throws. */
export function severalThreadsMissing(): string | undefined {
  return threadsMissing(nodeFeatures());
}

/**
 * How many threads compute batches of up to `batchSize` photos: those asked for, or one a core, but
 * no more than a batch has slices, since nobody would have work for them, and no more than 64. Where
 * there can be but one, as in a page, it is one, however many were asked for in a page.
 * @throws KernelsError for a number that is none of threads, and for several that Node cannot start.
 */
export function chooseThreads(
  asked: number | undefined,
  batchSize: number,
  node: NodeFeatures | undefined,
): number {
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 1)) {
    throw new KernelsError(`Expected threads to be a whole number of 1 and up, got ${asked}.`);
  }
  const missing = threadsMissing(node);
  if (node && missing !== undefined && asked !== undefined && asked > 1) {
    throw new KernelsError(
      `Expected threads to be 1, got ${asked}: ${missing}. Leave it out to compute on one.`,
    );
  }
  if (!node || missing !== undefined) return 1;
  return Math.min(asked ?? node.availableParallelism(), sliceCount(batchSize), MOST_THREADS);
}
