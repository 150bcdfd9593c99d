import { sliceCount } from '../plan/slices.js';
import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { GeneralLayer, NormalizationPlan } from './general-plan.js';
import { ofSlice, writeStatistics } from './normalization-statistics.js';

/** A normalisation by itself, for any number of channels, and where its own output is asked for. */
export function forwardNormalization(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  const { mean, inverse } = writeStatistics(layer, plan, pass);
  const { gamma, beta } = layer.weights;
  pass.kernels.normalizeChannels(
    sliceOf(pass, layer.input, layer.inputSize),
    sliceOf(pass, layer.output, layer.outputSize),
    ...([pass.samples * plan.places, plan.channels, mean, inverse] as const),
    ...([gamma.weights + pass.weightShift, beta.weights + pass.weightShift] as const),
  );
}

/** Leaves the slice's sums of dy, and of dy times the normalised x. */
export function leaveGradientSums(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  const { channels, places, gradientSums } = plan;
  const { mean, inverse } = ofSlice(plan, pass);
  pass.kernels.normalizationSums(
    sliceOf(pass, layer.input, layer.inputSize),
    gradientOf(pass, layer.outputGradient),
    ...([mean, inverse, gradientSums + pass.slice * channels * 16] as const),
    ...([pass.samples * places, channels] as const),
  );
}

/** The gradient by the input, after all slices have left their sums. */
export function backwardNormalization(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  if (!layer.carries) return;
  const { kernels, samples, photos } = pass;
  const { channels, places, gradientSums } = plan;
  const { mean, inverse, gradient } = ofSlice(plan, pass);
  kernels.meanSums(gradientSums, sliceCount(photos), photos * places, channels, gradient);
  kernels.normalizationGradient(
    sliceOf(pass, layer.input, layer.inputSize),
    gradientOf(pass, layer.outputGradient),
    gradientOf(pass, layer.inputGradient),
    ...([samples * places, channels, mean, inverse] as const),
    ...([layer.weights.gamma.weights, gradient] as const),
  );
}
