import { PANEL } from '../panels.js';
import type {
  Conv2dPlan,
  DensePlan,
  DropoutPlan,
  LayerPlan,
  MaxPool2dPlan,
  NetworkPlan,
} from '../plan/network-plan.js';
import { applyDropout } from './dropout-mask.js';
import { forwardFusedConv } from './fused-conv.js';
import { ofSlice, type Pass } from './pass.js';

/** Pixels of a slice to probabilities. */
export function runForward(plan: NetworkPlan, pass: Pass): void {
  if (plan.steps[0].kind !== 'fusedConv') normalise(plan, pass);
  for (const step of plan.steps) {
    if (step.kind === 'fusedConv') forwardFusedConv(plan, step, pass);
    else forwardLayer(step, pass);
  }
}

/**
 * The same, one layer at a time: a fused step leaves no output of the layers within it. Both ways
 * sum in one order, and so agree to the bit. `afterLayer` is told of each layer while its output
 * is whole: a later layer may work in place.
 */
export function runLayers(
  plan: NetworkPlan,
  pass: Pass,
  afterLayer: (layer: LayerPlan) => void,
): void {
  normalise(plan, pass);
  for (const layer of plan.layers) {
    forwardLayer(layer, pass);
    afterLayer(layer);
  }
}

function normalise(plan: NetworkPlan, pass: Pass): void {
  const { pixels, values, size } = plan.input;
  const from = pixels + pass.from * size;
  pass.kernels.normalise(from, ofSlice(pass, values, size), pass.samples * size);
}

function forwardLayer(layer: LayerPlan, pass: Pass): void {
  const { kernels, samples } = pass;
  const { inputSize, outputSize } = layer;
  const x = ofSlice(pass, layer.input, inputSize);
  const y = ofSlice(pass, layer.output, outputSize);
  switch (layer.kind) {
    case 'conv2d':
      forwardConv2d(layer, pass, x, y);
      return;
    case 'dense':
      forwardDense(layer, pass, x, y);
      return;
    case 'maxPool2d':
      forwardMaxPool2d(layer, pass, x, y);
      return;
    case 'dropout':
      forwardDropout(layer, pass, x, y);
      return;
    case 'relu':
      kernels.relu(x, y, samples * outputSize);
      return;
    case 'softmax':
      kernels.softmax(x, y, samples, outputSize);
      return;
    case 'flatten':
      return;
  }
}

function forwardConv2d(layer: Conv2dPlan, pass: Pass, x: number, y: number): void {
  const { kernels, samples } = pass;
  const { inputHeight, inputWidth, height, width, channels, kernelSize, filters, border } = layer;
  const padded = ofSlice(pass, layer.padded, layer.paddedSize);
  if (border > 0) kernels.padMaps(x, padded, samples, inputHeight, inputWidth, channels, border);
  const { kernel, bias } = layer;
  kernels.conv2d(
    ...([padded, kernel.weights, bias.weights, y] as const),
    ...([samples, height, width, channels, kernelSize, filters] as const),
  );
}

function forwardDense(layer: DensePlan, pass: Pass, x: number, y: number): void {
  const { kernels, samples, scratch } = pass;
  const { inputSize, outputSize, kernel, bias } = layer;
  const left = layer.left + scratch;
  kernels.packRows(x, left, samples, inputSize);
  const [rowStride, panelStride] = [outputSize * 4, PANEL * 4];
  kernels.matmul(
    ...([left, kernel.weights, bias.weights, y] as const),
    ...([samples, inputSize, outputSize, rowStride, panelStride] as const),
  );
}

function forwardMaxPool2d(layer: MaxPool2dPlan, pass: Pass, x: number, y: number): void {
  const { height, width, channels, poolSize } = layer;
  const winners = ofSlice(pass, layer.winners, layer.outputSize);
  pass.kernels.maxPool2d(x, y, winners, pass.samples, height, width, channels, poolSize);
}

/** Outside training dropout is the identity: only a layer that does not work in place has work to do. */
function forwardDropout(layer: DropoutPlan, pass: Pass, x: number, y: number): void {
  if (pass.training) applyDropout(pass, layer, x, y);
  // With threshold 0 every value is kept, times 1.
  else if (x !== y) pass.kernels.dropout(x, y, pass.samples * layer.outputSize, 0, 0, 0, 1);
}
