import type { KernelExports } from '../generated/kernels-wasm.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import { SLICE_PHOTOS } from '../plan/slices.js';

/** A batch on its way through the network. */
export interface Batch {
  /** Photos in all: up to the plan's batchSize. */
  readonly photos: number;
  /** Dropout's seed and step, in training. */
  readonly training?: { readonly seed: number; readonly step: number };
}

/** What one pass over one slice of a batch works with. Slices may run at the same time. */
export interface Pass extends Batch {
  readonly kernels: KernelExports;
  /** The slice's place among the slices of the batch. */
  readonly slice: number;
  /** Its first photo, as a place in the batch. */
  readonly from: number;
  /** Photos in the slice. */
  readonly samples: number;
  /** Who computes it, from 0: scratch is a thread's own. */
  readonly thread: number;
  /** Bytes to add to an address of the plan's scratch. */
  readonly scratch: number;
}

/** The pass over one slice. */
export function slicePass(
  plan: NetworkPlan,
  kernels: KernelExports,
  batch: Batch,
  slice: number,
  thread: number,
): Pass {
  const from = slice * SLICE_PHOTOS;
  return {
    ...batch,
    kernels,
    slice,
    from,
    samples: Math.min(SLICE_PHOTOS, batch.photos - from),
    thread,
    scratch: thread * plan.scratchStride,
  };
}

/** The slice's part of a float32 tensor of the whole batch, `size` values a photo. */
export function ofSlice({ from }: Pass, base: number, size: number): number {
  return base + from * size * 4;
}
