import { DEFAULT_ADAM } from '@peasy/core';
import { sliceCount } from '../plan/slices.js';
import type { BatchNumbers, Hands } from '../schedule/phase.js';
import type { GeneralJob } from './general-pass.js';
import type { GeneralWeight, UpdateStretch } from './general-plan.js';

/** Sums the slices' gradients of one stretch, and their squares where they are to be clipped. */
export function sumGradients(
  job: GeneralJob,
  { photos }: BatchNumbers,
  { kernels, memory }: Hands,
  item: number,
): void {
  const { plan, optimizer } = job;
  const { weight: index, start, count } = plan.stretches[item];
  const weight = plan.weights[index];
  const slices = sliceCount(photos);
  const to = weight.gradient + start * 4;
  if (weight.role === 'kernel' || weight.role === 'bias') {
    const parts = weight.part! + start * 4;
    kernels.sumParts(parts, plan.regions.partStride, slices, to, count);
  } else normalizationGradients(job, weight, photos, kernels);
  if (!optimizer.clipNorm) return;
  const square = weight.trainable ? kernels.sumOfSquares(to, count) : 0;
  new DataView(memory).setFloat64(plan.squares + item * 8, square, true);
}

/** Gradients of gamma and beta; the moving statistics follow here, once a step. */
function normalizationGradients(
  { plan }: GeneralJob,
  weight: GeneralWeight,
  photos: number,
  kernels: Hands['kernels'],
): void {
  const layer = plan.layers.find(({ weights }) => weights[weight.role]?.name === weight.name);
  if (!layer?.normalization) throw new Error(`Weight "${weight.name}" is of no normalisation.`);
  const { gradientSums, moments, channels, places, momentum } = layer.normalization;
  const slices = sliceCount(photos);
  switch (weight.role) {
    case 'beta':
      kernels.sumSlices(gradientSums, slices, channels, 0, weight.gradient);
      return;
    case 'gamma':
      kernels.sumSlices(gradientSums, slices, channels, 1, weight.gradient);
      return;
    case 'movingMean': {
      const [mean, variance] = [weight.weights, layer.weights.movingVariance.weights];
      const count = photos * places;
      kernels.followStatistics(
        ...([moments, slices, count, channels, momentum, mean, variance] as const),
      );
      return;
    }
  }
}

/** One stretch's new weights, and their average. */
export function updateStretch(
  job: GeneralJob,
  { training }: BatchNumbers,
  { kernels, memory }: Hands,
  item: number,
): void {
  const { plan, ema } = job;
  if (!training) throw new Error('Weights are updated in training only.');
  const stretch = plan.stretches[item];
  const weight = plan.weights[stretch.weight];
  if (weight.trainable) descendStretch(job, training, kernels, stretch, clipScale(job, memory));
  const { averages } = plan.regions;
  if (averages === undefined) return;
  const start = (weight.offset + stretch.start) * 4;
  const { step } = training;
  const decay = Math.min(ema, (1 + step) / (10 + step));
  kernels.followWeights(averages + start, weight.weights + stretch.start * 4, stretch.count, decay);
}

/** What all gradients are multiplied by. Every item sums the same squares in the same order. */
function clipScale({ plan, optimizer }: GeneralJob, memory: ArrayBufferLike): number {
  if (!optimizer.clipNorm) return 1;
  const view = new DataView(memory);
  let square = 0;
  for (let i = 0; i < plan.stretches.length; i++) {
    square += view.getFloat64(plan.squares + i * 8, true);
  }
  return Math.min(optimizer.clipNorm / (Math.sqrt(square) + 1e-6), 1);
}

function descendStretch(
  { plan, optimizer }: GeneralJob,
  { step, learningRate }: { readonly step: number; readonly learningRate: number },
  kernels: Hands['kernels'],
  { weight: index, start, count }: UpdateStretch,
  scale: number,
): void {
  const { role, weights, gradient, offset } = plan.weights[index];
  const { kind, momentum, nesterov = false } = optimizer;
  const decay = role === 'kernel' ? (optimizer.weightDecay ?? 0) : 0;
  const [at, by] = [weights + start * 4, gradient + start * 4];
  const [first, second] = plan.regions.states.map(({ address }) => address + (offset + start) * 4);
  if (kind === 'sgd') {
    kernels.descend(
      ...([at, by, first ?? 0, count, learningRate, momentum, nesterov, decay, scale] as const),
    );
    return;
  }
  const { beta1 = DEFAULT_ADAM.beta1, beta2 = DEFAULT_ADAM.beta2 } = optimizer;
  const isDecoupled = kind === 'adamw';
  kernels.adam(
    ...([at, by, first, second, count, learningRate, beta1, beta2] as const),
    optimizer.epsilon ?? DEFAULT_ADAM.epsilon,
    ...([isDecoupled ? 0 : decay, isDecoupled ? 1 - learningRate * decay : 1, scale] as const),
    ...([1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)] as const),
  );
}
