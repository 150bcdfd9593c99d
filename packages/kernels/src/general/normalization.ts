import { sliceCount } from '../plan/slices.js';
import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { GeneralLayer, NormalizationPlan } from './general-plan.js';

/** Leaves the slice's sums of x and x². */
export function leaveMoments(
  layer: GeneralLayer,
  { moments, channels, places }: NormalizationPlan,
  pass: GeneralPass,
): void {
  const x = sliceOf(pass, layer.input, layer.inputSize);
  const sums = moments + pass.slice * channels * 16;
  pass.kernels.channelMoments(x, sums, pass.samples * places, channels);
}

/** In training by the batch's statistics, of all slices' moments; else by the moving ones. */
export function forwardNormalization(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  const { kernels, samples, photos, training, weightShift } = pass;
  const { channels, places, epsilon, moments } = plan;
  const { gamma, beta, movingMean, movingVariance } = layer.weights;
  const { mean, inverse } = statisticsOf(plan, pass);
  if (training) {
    const count = photos * places;
    kernels.batchStatistics(
      ...([moments, sliceCount(photos), count, channels, epsilon, mean, inverse] as const),
    );
  } else {
    const variance = movingVariance.weights + weightShift;
    kernels.inverseDeviations(variance, inverse, channels, epsilon);
  }
  kernels.normalizeChannels(
    sliceOf(pass, layer.input, layer.inputSize),
    sliceOf(pass, layer.output, layer.outputSize),
    ...([samples * places, channels] as const),
    ...([training ? mean : movingMean.weights + weightShift, inverse] as const),
    ...([gamma.weights + weightShift, beta.weights + weightShift] as const),
  );
}

/** Leaves the slice's sums of dy, and of dy times the normalised x. */
export function leaveGradientSums(
  layer: GeneralLayer,
  plan: NormalizationPlan,
  pass: GeneralPass,
): void {
  const { channels, places, gradientSums } = plan;
  const { mean, inverse } = statisticsOf(plan, pass);
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
  const { kernels, samples, photos, slice } = pass;
  const { channels, places, gradientSums, gradientMeans } = plan;
  const { mean, inverse } = statisticsOf(plan, pass);
  const means = gradientMeans + slice * channels * 8;
  kernels.meanSums(gradientSums, sliceCount(photos), photos * places, channels, means);
  kernels.normalizationGradient(
    sliceOf(pass, layer.input, layer.inputSize),
    gradientOf(pass, layer.outputGradient),
    gradientOf(pass, layer.inputGradient),
    ...([samples * places, channels, mean, inverse] as const),
    ...([layer.weights.gamma.weights, means] as const),
  );
}

/** Every slice computes the statistics for itself, from the same sums: cheaper than one more phase. */
function statisticsOf({ statistics, channels }: NormalizationPlan, { slice }: GeneralPass) {
  const mean = statistics + slice * channels * 8;
  return { mean, inverse: mean + channels * 4 };
}
