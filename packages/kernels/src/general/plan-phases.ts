import { SLICE_PHOTOS } from '../plan/slices.js';
import type {
  GeneralLayer,
  GeneralPhase,
  GeneralPlan,
  SliceRun,
  SliceTask,
} from './general-plan.js';

/** The phases of all kinds of passes. */
export function planPasses(
  layers: readonly GeneralLayer[],
  firstWithWeights: number,
): Pick<GeneralPlan, 'phases' | 'passes'> {
  const train = planTrainPhases(layers, firstWithWeights);
  const evaluate = planEvaluatePhases(layers);
  const outputs = planOutputPhases(layers);
  const phases = [...train, ...evaluate, ...outputs];
  const [afterTrain, afterEvaluate] = [train.length, train.length + evaluate.length];
  return {
    phases,
    passes: {
      train: [0, afterTrain],
      evaluate: [afterTrain, afterEvaluate],
      outputs: [afterEvaluate, phases.length],
    },
  };
}

/**
 * The phases of a training step: slices go up and down by themselves, but for batch
 * normalisations, where all must have left their sums before any goes on.
 */
function planTrainPhases(
  layers: readonly GeneralLayer[],
  firstWithWeights: number,
): GeneralPhase[] {
  const stretches: SliceTask[][] = [[{ task: 'gather' }]];
  const then = (task: SliceTask): void => void stretches.at(-1)!.push(task);
  const steps = stepsOf(layers);
  for (const index of steps) {
    const { normalization, group } = layers[index];
    if (normalization) {
      then({ task: 'moments', layer: index });
      stretches.push([]);
    }
    then({ task: group ? 'forwardGroup' : 'forward', layer: index });
  }
  then({ task: 'loss' });
  const down = steps.filter((index) => index >= firstWithWeights && index < layers.length - 1);
  for (const index of down.reverse()) {
    const { normalization, group } = layers[index];
    if (normalization) {
      then({ task: group ? 'groupSums' : 'gradientSums', layer: index });
      stretches.push([]);
    }
    then({ task: group ? 'backwardGroup' : 'backward', layer: index });
  }
  return [
    { of: 'kernels' },
    ...stretches.map((tasks): GeneralPhase => ({ of: 'slices', runs: runsOf(layers, tasks) })),
    { of: 'gradients' },
    { of: 'updates' },
  ];
}

/** Outside training slices need nothing of one another. */
function planEvaluatePhases(layers: readonly GeneralLayer[]): GeneralPhase[] {
  const forward = stepsOf(layers).map((layer): SliceTask => {
    return { task: layers[layer].group ? 'forwardGroup' : 'forward', layer };
  });
  return withKernels(layers, [{ task: 'gather' }, ...forward, { task: 'score' }]);
}

/** A layer at a time, so that every output is written. */
function planOutputPhases(layers: readonly GeneralLayer[]): GeneralPhase[] {
  const forward = layers.map((_, layer): SliceTask => ({ task: 'forward', layer }));
  return withKernels(layers, [{ task: 'gather' }, ...forward]);
}

/** Transformed kernels may be of other weights: those set or trained since, or their averages. */
function withKernels(layers: readonly GeneralLayer[], tasks: readonly SliceTask[]): GeneralPhase[] {
  const isTransformed = layers.some(({ windows }) => windows?.winograd);
  const slices: GeneralPhase = { of: 'slices', runs: runsOf(layers, tasks) };
  return isTransformed ? [{ of: 'kernels' }, slices] : [slices];
}

/** Layers, without those that are computed with a normalisation below them. */
function stepsOf(layers: readonly GeneralLayer[]): number[] {
  const steps: number[] = [];
  for (let index = 0; index < layers.length; index++) {
    steps.push(index);
    index = layers[index].group?.last ?? index;
  }
  return steps;
}

/** Values of a chunk's output, where its convolution has no wish: 256 KB, which stay in the cache. */
const CHUNK_FLOATS = 65_536;

/**
 * Cuts the way up after each convolution: what it reads and what is summed of its output goes through
 * the slice in chunks with it, and is found in the cache. Other tasks take the slice as a whole.
 */
function runsOf(layers: readonly GeneralLayer[], tasks: readonly SliceTask[]): SliceRun[] {
  const runs: { photos: number; tasks: SliceTask[] }[] = [];
  let pending: SliceTask[] = [];
  for (const task of tasks) {
    if (task.task === 'moments' && pending.length === 0 && runs.length > 0) {
      runs.at(-1)!.tasks.push(task);
      continue;
    }
    pending.push(task);
    if (task.task !== 'forward') continue;
    const { windows, outputSize } = layers[task.layer];
    if (!windows || windows.isLine) continue;
    const fitting = Math.max(1, Math.floor(CHUNK_FLOATS / outputSize));
    runs.push({ photos: windows.winograd?.photos ?? fitting, tasks: pending });
    pending = [];
  }
  return pending.length === 0 ? runs : [...runs, { photos: SLICE_PHOTOS, tasks: pending }];
}
