import type { CompileOptions } from '@peasy/core';
import type { KernelExports } from '../generated/kernels-wasm.js';
import { PANEL } from '../panels.js';
import type {
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
  /** Photos of the whole batch. */
  readonly photos: number;
  readonly optimizer: CompileOptions['optimizer'];
}

/** One piece of the second phase of a step: the gradients of the whole batch, and SGD upon them. */
export function runUpdate(plan: NetworkPlan, pass: UpdatePass, piece: UpdatePiece): void {
  const { layer } = piece;
  if (layer.kind === 'dense') denseKernelGradient(layer, pass, piece);
  else sumParts(plan, layer.kernel, pass, piece);
  sumParts(plan, layer.bias, pass, piece);
  descend(layer.kernel, pass, piece);
  descend(layer.bias, pass, piece);
  turnKernel(layer, pass.kernels, piece);
}

/** Writes the kernel for the way back anew, for the outputs of one piece. */
export function turnKernel(
  { kernel, turnedKernel, ...layer }: Conv2dPlan | DensePlan,
  kernels: KernelExports,
  { firstPanel, panels }: Omit<UpdatePiece, 'layer'>,
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

/** dKernel = xᵀ · dy over the batch, written as panels like the kernel. */
function denseKernelGradient(
  { kernel, inputSize, packedInput, packedGradient, lists, listBytes }: DensePlan,
  { kernels, photos }: UpdatePass,
  { firstPanel, panels }: UpdatePiece,
): void {
  const dy = packedGradient + firstPanel * photos * ROW;
  const gradient = kernel.gradient + firstPanel * inputSize * ROW;
  kernels.denseGradient(
    ...([packedInput, dy, gradient, photos, inputSize, panels] as const),
    lists + firstPanel * listBytes,
  );
}

function sumParts(
  { sliceStride }: NetworkPlan,
  { name, part, gradient, rows }: MatrixPlan,
  { kernels, photos }: UpdatePass,
  { firstPanel, panels }: UpdatePiece,
): void {
  if (part === undefined) throw new Error(`The gradient of "${name}" has no parts.`);
  const start = firstPanel * rows * ROW;
  const count = panels * rows * PANEL;
  kernels.sumParts(part + start, sliceStride, sliceCount(photos), gradient + start, count);
}

function descend(
  { weights, gradient, velocity, rows }: MatrixPlan,
  { kernels, optimizer }: UpdatePass,
  { firstPanel, panels }: UpdatePiece,
): void {
  const { learningRate, momentum } = optimizer;
  const start = firstPanel * rows * ROW;
  const count = panels * rows * PANEL;
  const [at, by] = [weights + start, gradient + start];
  if (velocity === undefined) kernels.sgd(at, by, count, learningRate);
  else kernels.sgdMomentum(at, by, velocity + start, count, learningRate, momentum);
}
