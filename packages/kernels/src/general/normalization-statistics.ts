import { sliceCount } from '../plan/slices.js';
import { type GeneralPass, sliceOf } from './general-pass.js';
import type { GeneralLayer, NormalizationPlan } from './general-plan.js';

/** Adds to the slice's moments of x about the moving mean; its first photos start them. */
export function leaveMoments(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  const { kernels, samples, slice } = pass;
  const { moments, channels, places } = plan;
  const sums = moments + slice * channels * 16;
  if (pass.isFirst) kernels.clearSums(sums, channels);
  kernels.channelMoments(
    sliceOf(pass, layer.input, layer.inputSize),
    layer.weights.movingMean.weights,
    sums,
    ofSlice(plan, pass).block,
    samples * places,
    channels,
  );
}

/**
 * Writes what the slice normalises by, in training from all slices' moments, else from the moving
 * statistics. Every slice does so for itself: cheaper than one more phase.
 * @returns addresses of means and inverse deviations.
 */
export function writeStatistics(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): { readonly mean: number; readonly inverse: number } {
  const { kernels, photos, training, weightShift } = pass;
  const { moments, channels, places, epsilon } = plan;
  const { movingMean, movingVariance } = layer.weights;
  const { mean, inverse } = ofSlice(plan, pass);
  if (!training) {
    kernels.inverseDeviations(movingVariance.weights + weightShift, inverse, channels, epsilon);
    return { mean: movingMean.weights + weightShift, inverse };
  }
  const count = photos * places;
  kernels.batchStatistics(
    moments,
    sliceCount(photos),
    count,
    channels,
    epsilon,
    movingMean.weights,
    mean,
    inverse,
  );
  return { mean, inverse };
}

/** Addresses of what a slice has of its own. */
export function ofSlice({ slices, sliceStride, channels }: NormalizationPlan, pass: GeneralPass) {
  const mean = slices + pass.slice * sliceStride;
  const row = channels * 4;
  return {
    mean,
    inverse: mean + row,
    /** Scale and shift of the way up. */
    scale: mean + 2 * row,
    /** The three of the way down; of a layer that is in no group, two means. */
    gradient: mean + 4 * row,
    block: mean + 7 * row,
  };
}

/** Bytes of what ofSlice tells apart; the block is of 32 floats. */
export function sliceBytes(channels: number): number {
  return (7 * channels + 32) * 4;
}
