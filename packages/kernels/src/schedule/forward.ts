import { PANEL } from '../panels.js';
import type {
  Columns,
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

const ROW = PANEL * 4;

/** A slice's way through some steps, from the first one's input, for which pixels make it, to the last one's output. */
export function runSteps(plan: NetworkPlan, pass: Pass, first: number, last: number): void {
  if (first === 0 && plan.steps[0].kind !== 'fusedConv') normalise(plan, pass);
  for (const step of plan.steps.slice(first, last)) {
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
  kernels.matmul(
    ...([left, kernel.weights, bias.weights, y] as const),
    ...([samples, inputSize, outputSize, outputSize * 4, layer.tile + scratch] as const),
  );
}

/** A slice's rows of the left side of a dense layer that is computed for all slices at once. */
export function packWhole({ wholeLeft, input, inputSize, name }: DensePlan, pass: Pass): void {
  if (wholeLeft === undefined) throw new Error(`Layer "${name}" is computed slice by slice.`);
  const x = ofSlice(pass, input, inputSize);
  pass.kernels.packRows(x, ofSlice(pass, wholeLeft, inputSize), pass.samples, inputSize);
}

/** Some columns of a dense layer's output for the whole batch: the same sums as slice by slice. */
export function runDensePiece(
  { kernel, bias, output, inputSize, outputSize, wholeLeft, tile, name }: DensePlan,
  { kernels, photos, scratch }: Pick<Pass, 'kernels' | 'photos' | 'scratch'>,
  { firstPanel, panels }: Columns,
): void {
  if (wholeLeft === undefined) throw new Error(`Layer "${name}" is computed slice by slice.`);
  const column = firstPanel * ROW;
  const columns = Math.min(panels * PANEL, outputSize - firstPanel * PANEL);
  kernels.matmul(
    ...([wholeLeft, kernel.weights + column * inputSize, bias.weights + column] as const),
    ...([output + column, photos, inputSize, columns] as const),
    ...([outputSize * 4, tile + scratch] as const),
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
