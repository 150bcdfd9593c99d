import {
  type Conv2dLayer,
  type DropoutLayer,
  dropoutThreshold,
  type MaxPool2dLayer,
} from '@peasy/core';
import { panelFloats } from '../panels.js';
import type { MemoryLayout } from './memory-layout.js';
import type {
  Conv2dPlan,
  DensePlan,
  DropoutPlan,
  MatrixPlan,
  MaxPool2dPlan,
  PlacedLayer,
} from './network-plan.js';
import { fourfold, type Scratch } from './plan-scratch.js';

/** Inputs of a strip of the dense gradient, as in assembly/dense-update.ts. */
export const INPUT_BLOCK = 48;
/** From this size on the kernel of a dense layer is read once a batch: smaller ones stay in the cache. */
const LARGE_KERNEL_BYTES = 2 ** 20;

interface Room {
  readonly batchSize: number;
  /** Whether a layer below has weights, and so needs the gradient of this one's input. */
  readonly carries: boolean;
  readonly layout: MemoryLayout;
  readonly scratch: Scratch;
}

/** A layer with weights, placed. */
interface PlacedWithWeights extends PlacedLayer {
  readonly kernel: MatrixPlan;
  readonly bias: MatrixPlan;
}

/** The padded input is kept, since the kernel's gradient reads it again; the rest is scratch. */
export function planConv2d(
  layer: Conv2dLayer,
  inputShape: readonly number[],
  placed: PlacedWithWeights,
  { batchSize, carries, layout, scratch }: Room,
): Conv2dPlan {
  const [inputHeight, inputWidth, channels] = inputShape;
  const [height, width, filters] = placed.outputShape;
  const border = conv2dBorder(layer);
  const paddedSize = (inputHeight + 2 * border) * (inputWidth + 2 * border) * channels;
  return {
    kind: 'conv2d',
    ...placed,
    inputHeight,
    inputWidth,
    channels,
    height,
    width,
    filters,
    kernelSize: layer.kernelSize,
    border,
    padded: border > 0 ? layout.allocateFloats(batchSize * paddedSize) : placed.input,
    paddedSize,
    gradientBorder: layer.kernelSize - 1 - border,
    paddedGradient: scratch.left,
    turnedKernel: carries
      ? layout.allocateFloats(panelFloats(layer.kernelSize ** 2 * filters, channels))
      : undefined,
  };
}

/** Zeros around the input of a convolution. */
export function conv2dBorder({ padding, kernelSize }: Conv2dLayer): number {
  return padding === 'same' ? (kernelSize - 1) / 2 : 0;
}

export function planDense(
  placed: PlacedWithWeights,
  { batchSize, carries, layout, scratch }: Room,
): DensePlan {
  const { inputSize, outputSize } = placed;
  const isLarge = inputSize * outputSize * 4 >= LARGE_KERNEL_BYTES;
  return {
    kind: 'dense',
    ...placed,
    left: scratch.left,
    tile: scratch.tile,
    wholeLeft: isLarge ? layout.allocateFloats(fourfold(batchSize) * inputSize) : undefined,
    packedInput: layout.allocateFloats(
      Math.ceil(inputSize / INPUT_BLOCK) * INPUT_BLOCK * batchSize,
    ),
    packedGradient: layout.allocateFloats(panelFloats(batchSize, outputSize)),
    work: scratch.work,
    turnedKernel: carries ? layout.allocateFloats(panelFloats(outputSize, inputSize)) : undefined,
  };
}

export function planMaxPool2d(
  layer: MaxPool2dLayer,
  inputShape: readonly number[],
  placed: PlacedLayer,
  { batchSize, layout }: Pick<Room, 'batchSize' | 'layout'>,
): MaxPool2dPlan {
  const [height, width, channels] = inputShape;
  const winners = layout.allocateFloats(batchSize * placed.outputSize);
  return {
    kind: 'maxPool2d',
    ...placed,
    height,
    width,
    channels,
    poolSize: layer.poolSize,
    winners,
  };
}

export function planDropout(
  { rate }: DropoutLayer,
  position: number,
  placed: PlacedLayer,
): DropoutPlan {
  return {
    kind: 'dropout',
    ...placed,
    position,
    threshold: dropoutThreshold(rate),
    scale: 1 / (1 - rate),
  };
}
