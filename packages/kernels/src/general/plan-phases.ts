import type { GeneralLayer, GeneralPhase, SliceTask } from './general-plan.js';

/**
 * The phases of a training step: slices go up and down by themselves, but for batch
 * normalisations, where all must have left their sums before any goes on.
 */
export function planTrainPhases(
  layers: readonly GeneralLayer[],
  firstWithWeights: number,
): GeneralPhase[] {
  const stretches: SliceTask[][] = [[{ task: 'gather' }]];
  const then = (task: SliceTask): void => void stretches.at(-1)!.push(task);
  for (const [index, { normalization }] of layers.entries()) {
    if (normalization) {
      then({ task: 'moments', layer: index });
      stretches.push([]);
    }
    then({ task: 'forward', layer: index });
  }
  then({ task: 'loss' });
  for (let index = layers.length - 2; index >= firstWithWeights; index--) {
    if (layers[index].normalization) {
      then({ task: 'gradientSums', layer: index });
      stretches.push([]);
    }
    then({ task: 'backward', layer: index });
  }
  return [
    { of: 'kernels' },
    ...stretches.map((tasks): GeneralPhase => ({ of: 'slices', tasks })),
    { of: 'gradients' },
    { of: 'updates' },
  ];
}

/** Outside training slices need nothing of one another. */
export function planEvaluatePhases(layers: readonly GeneralLayer[]): GeneralPhase[] {
  const forward = layers.map((_, layer): SliceTask => ({ task: 'forward', layer }));
  const slices: GeneralPhase = {
    of: 'slices',
    tasks: [{ task: 'gather' }, ...forward, { task: 'score' }],
  };
  // Transformed kernels may be of other weights: those set or trained since, or their averages.
  const isTransformed = layers.some(({ windows }) => windows?.winograd);
  return isTransformed ? [{ of: 'kernels' }, slices] : [slices];
}
