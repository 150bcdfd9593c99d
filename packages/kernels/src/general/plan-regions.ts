import type { OptimizerOptions, WeightDescription } from '@peasy/core';
import { panelFloats } from '../panels.js';
import type { MemoryLayout } from '../plan/memory-layout.js';
import { sliceCount } from '../plan/slices.js';
import type { GeneralWeight, UpdateStretch, WeightRegions } from './general-plan.js';

/** Longest stretch of one item of the update: small enough to share out, large enough to be worth it. */
const STRETCH_FLOATS = 16_384;

/** Places all weights in one region, and gradients and states in regions of the same order. */
export function planRegions(
  descriptions: readonly WeightDescription[],
  optimizer: OptimizerOptions,
  { batchSize, ema }: { readonly batchSize: number; readonly ema: number },
  layout: MemoryLayout,
): { weights: GeneralWeight[]; regions: WeightRegions } {
  const sizes = descriptions.map(({ shape }) => panelFloats(rowsOf(shape), shape.at(-1)!));
  const floats = sizes.reduce((sum, size) => sum + size, 0);
  const regions: WeightRegions = {
    floats,
    weights: layout.allocateFloats(floats),
    gradients: layout.allocateFloats(floats),
    states: stateNames(optimizer).map((name) => ({
      name,
      address: layout.allocateFloats(floats),
    })),
    averages: ema > 0 ? layout.allocateFloats(floats) : undefined,
    parts: layout.allocateFloats(floats * sliceCount(batchSize)),
    partStride: floats * 4,
  };
  let offset = 0;
  const weights = descriptions.map(({ name, role, trainable, shape }, i): GeneralWeight => {
    const start = offset;
    offset += sizes[i];
    return {
      ...{ name, role, trainable, shape, rows: rowsOf(shape), columns: shape.at(-1)! },
      floats: sizes[i],
      offset: start,
      weights: regions.weights + start * 4,
      gradient: regions.gradients + start * 4,
      part: regions.parts + start * 4,
      velocity: undefined,
    };
  });
  return { weights, regions };
}

function stateNames({ kind, momentum }: OptimizerOptions): string[] {
  if (kind !== 'sgd') return ['firstMoment', 'secondMoment'];
  return momentum > 0 ? ['velocity'] : [];
}

/** Kernels and biases are cut up; the few values of a normalisation stay whole. */
export function planStretches(weights: readonly GeneralWeight[]): UpdateStretch[] {
  return weights.flatMap(({ role, floats }, weight) => {
    const longest = role === 'kernel' || role === 'bias' ? STRETCH_FLOATS : floats;
    return Array.from({ length: Math.ceil(floats / longest) }, (_, i) => ({
      weight,
      start: i * longest,
      count: Math.min(longest, floats - i * longest),
    }));
  });
}

function rowsOf(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, size) => product * size, 1);
}
