import type { CompileOptions } from '@peasy/core';
import type { KernelExports } from '../generated/kernels-wasm.js';
import { PANEL } from '../panels.js';
import type {
  Columns,
  Conv2dPlan,
  DensePlan,
  MatrixPlan,
  NetworkPlan,
  UpdatePiece,
} from '../plan/network-plan.js';
import { sliceCount } from '../plan/slices.js';

const ROW = PANEL * 4;

/** What the second phase of a step works with. */
export interface UpdatePass {
  readonly kernels: KernelExports;
  /** Bytes to add to an address of the plan's scratch. */
  readonly scratch: number;
  /** Photos of the whole batch. */
  readonly photos: number;
  readonly optimizer: CompileOptions['optimizer'];
}

/** One piece of the second phase of a step: the gradients of the whole batch, and SGD upon them. */
export function runUpdate(plan: NetworkPlan, pass: UpdatePass, piece: UpdatePiece): void {
  const { layer } = piece;
  if (layer.kind === 'dense') updateDenseKernel(layer, pass, piece);
  else updateBySlices(plan, layer.kernel, pass, piece);
  updateBySlices(plan, layer.bias, pass, piece);
  turnKernel(layer, pass.kernels, piece);
}

/** Writes the kernel for the way back anew, for the outputs of one piece. */
export function turnKernel(
  { kernel, turnedKernel, ...layer }: Conv2dPlan | DensePlan,
  kernels: KernelExports,
  { firstPanel, panels }: Columns,
): void {
  if (turnedKernel === undefined) return;
  const window = layer.kind === 'conv2d' ? layer.kernelSize ** 2 : 1;
  const { rows, columns } = kernel;
  const first = firstPanel * PANEL;
  const last = Math.min(columns, (firstPanel + panels) * PANEL);
  kernels.transposePanels(
    kernel.weights,
    turnedKernel,
    window,
    rows / window,
    columns,
    first,
    last,
  );
}

/** dKernel = xᵀ · dy over the batch, and SGD with it. */
function updateDenseKernel(
  { kernel, inputSize, packedInput, packedGradient, work }: DensePlan,
  { kernels, photos, optimizer, scratch }: UpdatePass,
  { firstPanel, panels }: Columns,
): void {
  const dy = packedGradient + firstPanel * photos * ROW;
  const start = firstPanel * inputSize * ROW;
  const { weights, velocity } = kernel;
  kernels.denseUpdate(
    ...([packedInput, dy, weights + start] as const),
    velocity === undefined ? 0 : velocity + start,
    ...([photos, inputSize, panels] as const),
    ...([optimizer.learningRate, optimizer.momentum, work + scratch] as const),
  );
}

/** Adds the slices' parts of a gradient up, and SGD with the sum. */
function updateBySlices(
  { sliceStride }: NetworkPlan,
  { name, part, gradient, weights, velocity, rows }: MatrixPlan,
  { kernels, photos, optimizer }: UpdatePass,
  { firstPanel, panels }: Columns,
): void {
  if (part === undefined || gradient === undefined) {
    throw new Error(`The gradient of "${name}" has no parts.`);
  }
  const start = firstPanel * rows * ROW;
  const count = panels * rows * PANEL;
  const [at, by] = [weights + start, gradient + start];
  kernels.sumParts(part + start, sliceStride, sliceCount(photos), by, count);
  const { learningRate, momentum } = optimizer;
  if (velocity === undefined) kernels.sgd(at, by, count, learningRate);
  else kernels.sgdMomentum(at, by, velocity + start, count, learningRate, momentum);
}
