import { PANEL } from '../panels.js';
import type {
  Conv2dPlan,
  DensePlan,
  DropoutPlan,
  LayerPlan,
  NetworkPlan,
} from '../plan/network-plan.js';
import { applyDropout } from './dropout-mask.js';
import type { Pass } from './pass.js';

/**
 * Pixels to probabilities. `afterLayer` is told of each layer while its output is whole: a later
 * layer may work in place.
 */
export function runForward(
  plan: NetworkPlan,
  pass: Pass,
  afterLayer?: (layer: LayerPlan) => void,
): void {
  const { pixels, values, size } = plan.input;
  pass.kernels.normalise(pixels, values, pass.samples * size);
  for (const layer of plan.layers) {
    forwardLayer(layer, pass);
    afterLayer?.(layer);
  }
}

function forwardLayer(layer: LayerPlan, pass: Pass): void {
  const { kernels, samples } = pass;
  switch (layer.kind) {
    case 'conv2d':
      forwardConv2d(layer, pass);
      return;
    case 'dense':
      forwardDense(layer, pass);
      return;
    case 'maxPool2d': {
      const { input, output, winners, height, width, channels, poolSize } = layer;
      kernels.maxPool2d(input, output, winners, samples, height, width, channels, poolSize);
      return;
    }
    case 'dropout':
      forwardDropout(layer, pass);
      return;
    case 'relu':
      kernels.relu(layer.input, layer.output, samples * layer.outputSize);
      return;
    case 'softmax':
      kernels.softmax(layer.input, layer.output, samples, layer.outputSize);
      return;
    case 'flatten':
      return;
  }
}

function forwardConv2d(layer: Conv2dPlan, { kernels, samples }: Pass): void {
  const { inputHeight, inputWidth, height, width, channels, kernelSize, filters } = layer;
  if (layer.border > 0) {
    kernels.padMaps(
      layer.input,
      layer.padded,
      samples,
      inputHeight,
      inputWidth,
      channels,
      layer.border,
    );
  }
  kernels.conv2d(
    layer.padded,
    layer.kernel.weights,
    layer.bias.weights,
    layer.output,
    samples,
    height,
    width,
    channels,
    kernelSize,
    filters,
  );
}

function forwardDense(layer: DensePlan, { kernels, samples }: Pass): void {
  const { inputSize, outputSize } = layer;
  kernels.packRows(layer.input, layer.left, samples, inputSize);
  kernels.matmul(
    layer.left,
    layer.kernel.weights,
    layer.bias.weights,
    layer.output,
    samples,
    inputSize,
    outputSize,
    outputSize * 4,
    PANEL * 4,
  );
}

/** Outside training dropout is the identity: only a layer that does not work in place has work to do. */
function forwardDropout(layer: DropoutPlan, pass: Pass): void {
  if (pass.training) applyDropout(pass, layer, layer.input, layer.output);
  else if (layer.input !== layer.output) {
    // With threshold 0 every value is kept, times 1.
    pass.kernels.dropout(layer.input, layer.output, pass.samples * layer.outputSize, 0, 0, 0, 1);
  }
}
