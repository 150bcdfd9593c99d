import { sliceCount } from '../plan/slices.js';
import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { GeneralLayer, GroupPlan, NormalizationPlan } from './general-plan.js';
import { ofSlice, writeStatistics } from './normalization-statistics.js';

/**
 * A group's output in one pass over its input; of the layers within it nothing is written. Where it
 * ends with a pool, the inputs that won are kept in the place of the pool's winners.
 */
export function forwardGroup(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  group: GroupPlan,
  pass: GeneralPass,
): void {
  const { kernels, samples, weightShift } = pass;
  const { channels, places } = plan;
  const { gamma, beta } = layer.weights;
  const { mean, inverse } = writeStatistics(layer, plan, pass);
  const { scale } = ofSlice(plan, pass);
  kernels.normalizationCoefficients(
    ...([mean, inverse, gamma.weights + weightShift, beta.weights + weightShift] as const),
    ...([scale, channels] as const),
  );
  const { activation, pools, last } = group;
  const { output, outputSize } = pass.job.plan.layers[last];
  const x = sliceOf(pass, layer.input, layer.inputSize);
  const y = sliceOf(pass, output, outputSize);
  if (!pools) {
    const count = samples * places * channels;
    if (activation.kind === 'silu') kernels.normalizedSilu(x, y, scale, count, channels);
    else kernels.normalizedLeaky(x, y, scale, count, channels, activation.alpha);
    return;
  }
  const winners = winnersOf(group, pass);
  const [height, width] = layer.inputShape;
  if (activation.kind === 'silu') {
    kernels.normalizedSiluPool(x, y, winners, scale, samples, height, width, channels);
  } else {
    const { alpha } = activation;
    kernels.normalizedLeakyPool(x, y, winners, scale, samples, height, width, channels, alpha);
  }
}

/** Carries the gradient down to the normalisation's output, in its own place, and leaves the slice's sums. */
export function leaveGroupSums(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  group: GroupPlan,
  pass: GeneralPass,
): void {
  const { kernels, samples } = pass;
  const { channels, gradientSums } = plan;
  const { activation, pools, last } = group;
  const { outputGradient, outputSize } = pass.job.plan.layers[last];
  const { mean, scale, block } = ofSlice(plan, pass);
  const sums = gradientSums + pass.slice * channels * 16;
  // Nothing but the winners has a gradient.
  const x = pools ? winnersOf(group, pass) : sliceOf(pass, layer.input, layer.inputSize);
  const g = gradientOf(pass, outputGradient);
  const rows = (samples * outputSize) / channels;
  kernels.clearSums(sums, channels);
  if (activation.kind === 'silu') {
    kernels.siluGradientSums(x, g, g, scale, mean, sums, block, rows, channels);
  } else {
    const { alpha } = activation;
    kernels.leakyGradientSums(x, g, g, scale, mean, sums, block, rows, channels, alpha);
  }
}

/** The gradient by the group's input, after all slices have left their sums. */
export function backwardGroup(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  group: GroupPlan,
  pass: GeneralPass,
): void {
  if (!layer.carries) return;
  const { kernels, samples, photos } = pass;
  const { channels, places, gradientSums } = plan;
  const { mean, inverse, gradient } = ofSlice(plan, pass);
  kernels.gradientCoefficients(
    ...([gradientSums, sliceCount(photos), photos * places, channels, mean, inverse] as const),
    ...([layer.weights.gamma.weights, gradient] as const),
  );
  const x = sliceOf(pass, layer.input, layer.inputSize);
  const g = gradientOf(pass, pass.job.plan.layers[group.last].outputGradient);
  const dx = gradientOf(pass, layer.inputGradient);
  if (!group.pools) {
    kernels.normalizedGradient(x, g, dx, gradient, samples * places * channels, channels);
    return;
  }
  const [height, width] = layer.inputShape;
  kernels.normalizedPoolGradient(
    ...([x, winnersOf(group, pass), g, dx, gradient, samples, height, width, channels] as const),
  );
}

function winnersOf({ last }: GroupPlan, pass: GeneralPass): number {
  const { winners, outputSize } = pass.job.plan.layers[last];
  return sliceOf(pass, winners!, outputSize);
}
