import { PANEL } from '../panels.js';
import type { Conv2dPlan, DensePlan, LayerPlan, NetworkPlan } from '../plan/network-plan.js';
import { applyDropout } from './dropout-mask.js';
import type { Pass } from './pass.js';

/**
 * Gradients of the batch's mean loss by every weight, after a forward pass of the same batch.
 * Softmax and cross-entropy are differentiated together, at the head.
 */
export function runBackward(plan: NetworkPlan, pass: Pass): void {
  const { head, input } = plan;
  pass.kernels.crossEntropyGradient(
    head.output,
    input.labels,
    head.inputGradient,
    pass.samples,
    plan.classes,
  );
  for (let index = plan.layers.length - 2; index >= plan.firstWithWeights; index--) {
    backwardLayer(plan.layers[index], pass, index > plan.firstWithWeights);
  }
}

/** @param carry whether a layer below needs the gradient of this one's input. */
function backwardLayer(layer: LayerPlan, pass: Pass, carry: boolean): void {
  const { kernels, samples } = pass;
  const { outputGradient: dy, inputGradient: dx } = layer;
  switch (layer.kind) {
    case 'conv2d':
      backwardConv2d(layer, pass, carry);
      return;
    case 'dense':
      backwardDense(layer, pass, carry);
      return;
    case 'maxPool2d': {
      const { winners, height, width, channels, poolSize } = layer;
      kernels.maxPool2dGradient(dy, winners, dx, samples, height, width, channels, poolSize);
      return;
    }
    case 'dropout':
      applyDropout(pass, layer, dy, dx);
      return;
    case 'relu':
      kernels.reluGradient(layer.output, dy, dx, samples * layer.outputSize);
      return;
    case 'softmax':
      kernels.softmaxGradient(layer.output, dy, dx, samples, layer.outputSize);
      return;
    case 'flatten':
      return;
  }
}

function backwardConv2d(layer: Conv2dPlan, { kernels, samples }: Pass, carry: boolean): void {
  const { height, width, channels, kernelSize, filters, kernel, bias } = layer;
  const dy = layer.outputGradient;
  kernels.columnSums(dy, bias.gradient, samples * height * width, filters);
  kernels.conv2dKernelGradient(
    layer.padded,
    dy,
    kernel.gradient,
    samples,
    height,
    width,
    channels,
    kernelSize,
    filters,
  );
  if (!carry) return;
  // dx is the convolution of dy by the turned kernel, and has the shape of the unpadded input.
  const { gradientBorder, paddedGradient, turnedKernel } = layer;
  kernels.transposePanels(kernel.weights, turnedKernel, kernelSize * kernelSize, channels, filters);
  kernels.padMaps(dy, paddedGradient, samples, height, width, filters, gradientBorder);
  kernels.conv2d(
    paddedGradient,
    turnedKernel,
    0,
    layer.inputGradient,
    samples,
    layer.inputHeight,
    layer.inputWidth,
    filters,
    kernelSize,
    channels,
  );
}

function backwardDense(layer: DensePlan, { kernels, samples }: Pass, carry: boolean): void {
  const { inputSize, outputSize, kernel, bias, left, right } = layer;
  const dy = layer.outputGradient;
  kernels.columnSums(dy, bias.gradient, samples, outputSize);
  // dKernel = xᵀ · dy, written as panels like the kernel.
  kernels.packColumns(layer.input, left, samples, inputSize, 4);
  kernels.packColumns(dy, right, samples, outputSize, PANEL);
  const row = PANEL * 4;
  kernels.matmul(
    left,
    right,
    0,
    kernel.gradient,
    inputSize,
    samples,
    outputSize,
    row,
    inputSize * row,
  );
  if (!carry) return;
  // dx = dy · kernelᵀ.
  kernels.packRows(dy, left, samples, outputSize);
  kernels.transposePanels(kernel.weights, right, 1, inputSize, outputSize);
  kernels.matmul(
    left,
    right,
    0,
    layer.inputGradient,
    samples,
    outputSize,
    inputSize,
    inputSize * 4,
    row,
  );
}
