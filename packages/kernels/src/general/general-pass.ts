import type { Augmentation, OptimizerOptions } from '@peasy/core';
import { SLICE_PHOTOS } from '../plan/slices.js';
import type { BatchNumbers, Hands } from '../schedule/phase.js';
import type { GeneralPlan } from './general-plan.js';

/** What stays the same for all passes of a network: plain values, the same for every thread. */
export interface GeneralJob {
  readonly plan: GeneralPlan;
  readonly optimizer: OptimizerOptions;
  readonly seed: number;
  readonly ema: number;
  readonly augmentation: Augmentation;
}

/** One thread's hands, and the photos that it reads. */
export interface GeneralHands extends Hands {
  /** uint8, all the photos one after the other. */
  readonly pixels: Uint8Array;
}

/** One slice's pass. */
export interface GeneralPass extends BatchNumbers, GeneralHands {
  readonly job: GeneralJob;
  readonly slice: number;
  /** Its first photo, as a place in the batch. */
  readonly from: number;
  readonly samples: number;
  /** Whether these are the slice's first photos: of a run in chunks, the first chunk. */
  readonly isFirst: boolean;
  /** Scratch of the thread. */
  readonly padded: number;
  readonly packed: number;
  /** Bytes from a weight to the one that this pass computes with: its average outside training. */
  readonly weightShift: number;
}

/** The pass over slice number `slice`. */
export function generalPass(
  job: GeneralJob,
  batch: BatchNumbers,
  hands: GeneralHands,
  slice: number,
): GeneralPass {
  const { padded, packed, scratchStride, regions } = job.plan;
  const from = slice * SLICE_PHOTOS;
  const isAverage = !batch.training && regions.averages !== undefined;
  return {
    ...batch,
    ...hands,
    job,
    slice,
    from,
    samples: Math.min(SLICE_PHOTOS, batch.photos - from),
    isFirst: true,
    padded: padded + hands.thread * scratchStride,
    packed: packed + hands.thread * scratchStride,
    weightShift: isAverage ? regions.averages - regions.weights : 0,
  };
}

/** The pass over some photos of a slice, `first` the first of them: for ways up, whose tensors are of the whole batch. */
export function chunkOf(pass: GeneralPass, first: number, photos: number): GeneralPass {
  const samples = Math.min(photos, pass.samples - first);
  return { ...pass, from: pass.from + first, samples, isFirst: first === 0 };
}

/** The slice's part of a tensor of the whole batch, `size` float32 values a photo. */
export function sliceOf({ from }: GeneralPass, base: number, size: number): number {
  return base + from * size * 4;
}

/**
 * The slice's part of a gradient of layers' outputs. Slices have their own stretches of these, for
 * outputs of any size: one slice may be layers ahead of another.
 */
export function gradientOf({ slice, job }: GeneralPass, base: number): number {
  return base + slice * job.plan.gradientStride;
}
