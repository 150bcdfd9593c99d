import { describeNetwork, type Layer, type LayerDescription, type Network } from '@peasy/core';
import { findFusedGroups } from './fused-groups.js';
import { MemoryLayout } from './memory-layout.js';
import type {
  LayerPlan,
  MatrixPlan,
  NetworkPlan,
  PlacedLayer,
  SoftmaxPlan,
  StepPlan,
} from './network-plan.js';
import { planSteps } from './plan-fused-conv.js';
import { planConv2d, planDense, planDropout, planMaxPool2d } from './plan-layer.js';
import { planRounds } from './plan-rounds.js';
import { planScratch, type Scratch } from './plan-scratch.js';
import { planUpdates } from './plan-updates.js';
import { planWeights } from './plan-weights.js';
import { sliceCount } from './slices.js';

/** Of a slice: a float64 and an int32. */
const SCORE_BYTES = 16;

export interface PlanOptions {
  readonly batchSize: number;
  /** Threads that will compute: each has scratch of its own. */
  readonly threads: number;
  /** Whether the optimiser keeps velocities. */
  readonly momentum: boolean;
  /** First free byte of linear memory. */
  readonly base: number;
}

/**
 * Lays a network out in memory, for batches of up to `batchSize` photos.
 * @throws NetworkError for a network that cannot be.
 */
export function planNetwork(network: Network, options: PlanOptions): NetworkPlan {
  const { batchSize, base } = options;
  const described = describeNetwork(network);
  const layout = new MemoryLayout(base);
  const weights = planWeights(described.weights, denseKernels(network), options, layout);
  const size = sizeOf(network.input);
  const input = {
    indices: layout.allocate(batchSize * 4),
    pixels: layout.allocate(batchSize * size),
    labels: layout.allocate(batchSize),
    values: layout.allocateFloats(batchSize * size),
    size,
  };
  const groups = findFusedGroups(network.layers, described.layers);
  const scratch = planScratch(described.layers, network.layers, groups, options, layout);
  const lowest = described.layers.findIndex((layer) => layer.weights.length > 0);
  const firstWithWeights = lowest < 0 ? network.layers.length - 1 : lowest;
  const layers = planLayers(network.layers, described.layers, {
    batchSize,
    layout,
    scratch,
    matrices: weights.matrices,
    input: input.values,
    firstWithWeights,
  });
  const steps = planSteps(layers, groups, {
    ...{ batchSize, firstWithWeights, layout },
    scratch: scratch.fused,
  });
  const isLowest = (step: StepPlan) => step.name === layers[firstWithWeights].name;
  return {
    batchSize,
    classes: described.classes,
    input,
    layers,
    steps,
    rounds: planRounds(steps),
    head: layers.at(-1) as SoftmaxPlan,
    firstWithWeights: steps.findIndex(isLowest),
    ...weights,
    updates: planUpdates(layers),
    scratchStride: scratch.stride,
    scores: layout.allocate(sliceCount(batchSize) * SCORE_BYTES),
    bytes: layout.bytes,
  };
}

function denseKernels({ layers }: Network): Set<string> {
  return new Set(layers.filter(({ kind }) => kind === 'dense').map(({ name }) => `${name}/kernel`));
}

interface LayerContext {
  readonly batchSize: number;
  readonly layout: MemoryLayout;
  readonly scratch: Scratch;
  readonly matrices: readonly MatrixPlan[];
  readonly input: number;
  readonly firstWithWeights: number;
}

/**
 * Walks up the network. A layer works in place where nobody needs what it overwrites: relu's
 * gradient needs only the sign of its output, which dropout leaves or sets to zero together with
 * the gradient; softmax's gradient needs its whole output. Gradients walk down between two arenas.
 */
function planLayers(
  layers: readonly Layer[],
  descriptions: readonly LayerDescription[],
  context: LayerContext,
): LayerPlan[] {
  const { batchSize, layout, scratch } = context;
  let address = context.input;
  let isNeeded = false;
  let arena = 0;
  const plans: LayerPlan[] = [];
  for (const [index, layer] of layers.entries()) {
    const { inputShape, outputShape } = descriptions[index];
    const outputSize = sizeOf(outputShape);
    const isSoftmax = layer.kind === 'activation' && layer.activation === 'softmax';
    const isValueByValue = layer.kind === 'dropout' || (layer.kind === 'activation' && !isSoftmax);
    const inPlace = layer.kind === 'flatten' || (isValueByValue && !isNeeded);
    const input = address;
    const inputGradient = scratch.gradients[arena];
    if (!inPlace) {
      address = layout.allocateFloats(batchSize * outputSize);
      isNeeded = isSoftmax;
    }
    // Gradients of one shape can be overwritten value by value, or row by row for softmax.
    if (layer.kind === 'conv2d' || layer.kind === 'dense' || layer.kind === 'maxPool2d') {
      arena = 1 - arena;
    }
    const placed = {
      name: layer.name,
      input,
      inputSize: sizeOf(inputShape),
      output: address,
      outputSize,
      outputShape,
      outputGradient: scratch.gradients[arena],
      inputGradient,
    };
    plans.push(planLayer(layer, index, descriptions[index], placed, context));
  }
  return plans;
}

function planLayer(
  layer: Layer,
  position: number,
  { inputShape, weights }: LayerDescription,
  placed: PlacedLayer,
  context: LayerContext,
): LayerPlan {
  const room = { ...context, carries: position > context.firstWithWeights };
  const [kernel, bias] = weights.map(
    (weight) => context.matrices.find(({ name }) => name === weight.name)!,
  );
  switch (layer.kind) {
    case 'conv2d':
      return planConv2d(layer, inputShape, { ...placed, kernel, bias }, room);
    case 'dense':
      return planDense({ ...placed, kernel, bias }, room);
    case 'maxPool2d':
      return planMaxPool2d(layer, inputShape, placed, context);
    case 'dropout':
      return planDropout(layer, position, placed);
    case 'flatten':
      return { kind: 'flatten', ...placed };
    case 'activation':
      if (layer.activation === 'relu' || layer.activation === 'softmax') {
        return { kind: layer.activation, ...placed };
      }
  }
  throw new Error(`Layer "${layer.name}" (${layer.kind}) is not of the fast path.`);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
