import type { CompileOptions } from '@peasy/core';

/** Plain SGD as the reference steps used it. */
export const REFERENCE_OPTIONS: CompileOptions = {
  seed: 1,
  optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
  loss: 'categoricalCrossentropy',
  batchSize: 128,
};
