import { randomKey, STREAMS } from '@peasy/core';
import type { DropoutPlan } from '../plan/network-plan.js';
import type { Batch, Pass } from './pass.js';

/**
 * Applies a dropout layer's mask of this step, to a slice's values on the way up and to its
 * gradients on the way down. The number of value i of photo n is randomUint32(key, n * size + i)
 * with key = randomKey(seed, STREAMS.dropout, position of the layer, step); n is the place in the
 * batch.
 */
export function applyDropout(
  { kernels, from, samples, training }: Pass,
  layer: DropoutPlan,
  x: number,
  y: number,
): void {
  if (!training) throw new Error(`Dropout layer "${layer.name}" has no mask outside training.`);
  const key = dropoutKey(training, layer);
  const size = layer.outputSize;
  kernels.dropout(x, y, samples * size, key, from * size, layer.threshold, layer.scale);
}

/** The key of a dropout layer's mask of this step. */
export function dropoutKey(
  { seed, step }: NonNullable<Batch['training']>,
  { position }: DropoutPlan,
): number {
  return randomKey(seed, STREAMS.dropout, position, step);
}
