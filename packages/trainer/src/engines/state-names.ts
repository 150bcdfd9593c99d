import type { OptimizerOptions } from '@peasy/core';

/** Names of the state that an optimiser keeps a weight, as in CompiledNetwork.optimizerState. */
export function stateNames({ kind, momentum }: OptimizerOptions): readonly string[] {
  if (kind !== 'sgd') return ['firstMoment', 'secondMoment'];
  return momentum > 0 ? ['velocity'] : [];
}

/** Name of what is trained on, with ema, as in CompiledNetwork.optimizerState. */
export function trainedName(weight: string): string {
  return `${weight}/trained`;
}
