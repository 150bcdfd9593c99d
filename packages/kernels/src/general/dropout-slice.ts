import { type DropoutLayer, dropoutThreshold, randomKey, STREAMS } from '@peasy/core';
import type { GeneralPass } from './general-pass.js';
import type { GeneralLayer } from './general-plan.js';

/** The mask of this step upon a slice, as the fast path draws it (schedule/dropout-mask.ts). */
export function dropoutSlice(
  { position, outputSize }: GeneralLayer,
  { rate }: DropoutLayer,
  pass: GeneralPass,
  from: number,
  to: number,
): void {
  const { kernels, samples, training, job } = pass;
  if (!training) throw new Error('Dropout has no mask outside training.');
  const key = randomKey(job.seed, STREAMS.dropout, position, training.step);
  const threshold = dropoutThreshold(rate);
  const first = pass.from * outputSize;
  kernels.dropout(from, to, samples * outputSize, key, first, threshold, 1 / (1 - rate));
}
