import { PANEL } from '../panels.js';
import type { Conv2dPlan, DensePlan, LayerPlan, NetworkPlan } from '../plan/network-plan.js';
import { INPUT_BLOCK } from '../plan/plan-layer.js';
import { applyDropout } from './dropout-mask.js';
import { backwardFusedConv } from './fused-conv.js';
import { partOf } from './part-of.js';
import { ofSlice, type Pass } from './pass.js';

/**
 * After a forward pass of the same slice: its part of the gradients of the batch's mean loss by
 * every weight, or, for a dense kernel, both sides of the product that makes it. Softmax and
 * cross-entropy are differentiated together, at the head.
 */
export function runBackward(plan: NetworkPlan, pass: Pass): void {
  const { head, input, classes } = plan;
  pass.kernels.crossEntropyGradient(
    ofSlice(pass, head.output, classes),
    input.labels + pass.from,
    head.inputGradient + pass.scratch,
    pass.samples,
    classes,
    pass.photos,
  );
  for (let index = plan.steps.length - 2; index >= plan.firstWithWeights; index--) {
    const step = plan.steps[index];
    if (step.kind === 'fusedConv') backwardFusedConv(plan, step, pass);
    else backwardLayer(plan, step, pass);
  }
}

function backwardLayer(plan: NetworkPlan, layer: LayerPlan, pass: Pass): void {
  const { kernels, samples, scratch } = pass;
  const { outputSize } = layer;
  const y = ofSlice(pass, layer.output, outputSize);
  const dy = layer.outputGradient + scratch;
  const dx = layer.inputGradient + scratch;
  switch (layer.kind) {
    case 'conv2d':
      backwardConv2d(plan, layer, pass, dy, dx);
      return;
    case 'dense':
      backwardDense(plan, layer, pass, dy, dx);
      return;
    case 'maxPool2d': {
      const { height, width, channels, poolSize } = layer;
      const winners = ofSlice(pass, layer.winners, outputSize);
      kernels.maxPool2dGradient(dy, winners, dx, samples, height, width, channels, poolSize);
      return;
    }
    case 'dropout':
      applyDropout(pass, layer, dy, dx);
      return;
    case 'relu':
      kernels.reluGradient(y, dy, dx, samples * outputSize);
      return;
    case 'softmax':
      kernels.softmaxGradient(y, dy, dx, samples, outputSize);
      return;
    case 'flatten':
      return;
  }
}

function backwardConv2d(
  plan: NetworkPlan,
  layer: Conv2dPlan,
  pass: Pass,
  dy: number,
  dx: number,
): void {
  const { kernels, samples } = pass;
  const { height, width, channels, kernelSize, filters, kernel, bias } = layer;
  kernels.columnSums(dy, partOf(plan, bias, pass), samples * height * width, filters);
  kernels.conv2dKernelGradient(
    ...([ofSlice(pass, layer.padded, layer.paddedSize), dy, partOf(plan, kernel, pass)] as const),
    ...([samples, height, width, channels, kernelSize, filters] as const),
  );
  if (layer.turnedKernel === undefined) return;
  // dx is the convolution of dy by the turned kernel, and has the shape of the unpadded input.
  const { gradientBorder, inputHeight, inputWidth } = layer;
  const padded = layer.paddedGradient + pass.scratch;
  kernels.padMaps(dy, padded, samples, height, width, filters, gradientBorder);
  kernels.conv2d(
    ...([padded, layer.turnedKernel, 0, dx] as const),
    ...([samples, inputHeight, inputWidth, filters, kernelSize, channels] as const),
  );
}

function backwardDense(
  plan: NetworkPlan,
  layer: DensePlan,
  pass: Pass,
  dy: number,
  dx: number,
): void {
  const { kernels, samples, photos, from, scratch } = pass;
  const { inputSize, outputSize, packedInput, packedGradient } = layer;
  kernels.columnSums(dy, partOf(plan, layer.bias, pass), samples, outputSize);
  // A slice's rows among those of the batch: the second phase multiplies them, see update.ts.
  const x = ofSlice(pass, layer.input, inputSize);
  const group = INPUT_BLOCK;
  kernels.packColumns(x, packedInput + from * group * 4, samples, inputSize, group, photos);
  const row = PANEL * 4;
  kernels.packColumns(dy, packedGradient + from * row, samples, outputSize, PANEL, photos);
  if (layer.turnedKernel === undefined) return;
  // dx = dy · kernelᵀ.
  const left = layer.left + scratch;
  kernels.packRows(dy, left, samples, outputSize);
  kernels.matmul(
    ...([left, layer.turnedKernel, 0, dx] as const),
    ...([samples, outputSize, inputSize, inputSize * 4, layer.tile + scratch] as const),
  );
}
