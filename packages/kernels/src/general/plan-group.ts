import { DEFAULT_ALPHA, type Layer } from '@peasy/core';
import type { GroupPlan } from './general-plan.js';

/** Kernels of groups take so many channels at once. */
const CHANNELS = 8;

/**
 * What is computed in one pass with the batch normalisation at `index`: an activation upon it, and a
 * pool upon that. Undefined for numbers of channels that kernels of groups do not take.
 * @param shape of the normalisation. @param taken whether a layer's output is added again later, so
 * that it must be written: a group ends with it.
 */
export function planGroup(
  layers: readonly Layer[],
  index: number,
  shape: readonly number[],
  taken: (layer: Layer) => boolean,
): GroupPlan | undefined {
  if (shape.at(-1)! % CHANNELS !== 0) return undefined;
  const [normalization, next, pool] = layers.slice(index, index + 3);
  const activation = taken(normalization) ? undefined : groupActivation(next);
  if (!activation) return { last: index, activation: { kind: 'leaky', alpha: 1 }, pools: false };
  const isEven = shape.length === 3 && shape[0] % 2 === 0 && shape[1] % 2 === 0;
  const pools = isEven && pool?.kind === 'maxPool2d' && pool.poolSize === 2 && !taken(next);
  return { last: index + (pools ? 2 : 1), activation, pools };
}

function groupActivation(layer: Layer): GroupPlan['activation'] | undefined {
  if (layer.kind !== 'activation') return undefined;
  switch (layer.activation) {
    case 'silu':
      return { kind: 'silu' };
    case 'relu':
      return { kind: 'leaky', alpha: 0 };
    case 'leakyRelu':
      return { kind: 'leaky', alpha: layer.alpha ?? DEFAULT_ALPHA };
    default:
      return undefined;
  }
}
