import { type Conv2dLayer, DEFAULT_ALPHA, describeNetwork, type Layer } from '@peasy/core';
import {
  eachConvTap,
  eachPoolTap,
  normalizationScale,
  type PassNetwork,
  type PassOutput,
  weightOf,
} from './forward-pass.js';
import { PHOTO } from './receptive-field.js';

/** What is gone back from: the gradient of a number with respect to a layer's output. */
export interface BackwardStart {
  readonly layer: string;
  readonly gradient: Float64Array;
}

/**
 * Gradients of a number with respect to the output of each layer before, and to the photo (PHOTO):
 * the chain rule through every layer, as it is outside training.
 * @param outputs what forwardPass() gave for the photo.
 */
export function backwardPass(
  { network, weights }: PassNetwork,
  photo: Float64Array,
  outputs: ReadonlyMap<string, PassOutput>,
  start: BackwardStart,
): ReadonlyMap<string, Float64Array> {
  const described = describeNetwork(network).layers;
  const gradients = new Map([[start.layer, start.gradient]]);
  const last = network.layers.findIndex(({ name }) => name === start.layer);
  for (let i = last; i >= 0; i--) {
    const layer = network.layers[i];
    const dy = gradients.get(layer.name);
    if (!dy) continue;
    const before = i === 0 ? PHOTO : network.layers[i - 1].name;
    const dx = layerGradient(layer, dy, {
      x: i === 0 ? photo : outputs.get(before)!.values,
      y: outputs.get(layer.name)!.values,
      inputShape: described[i].inputShape,
      outputShape: described[i].outputShape,
      weights,
    });
    join(gradients, before, dx);
    if (layer.kind === 'add') join(gradients, layer.from, dy);
  }
  return gradients;
}

interface Surroundings {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly weights: PassNetwork['weights'];
}

/** The gradient with respect to a layer's input. */
function layerGradient(layer: Layer, dy: Float64Array, around: Surroundings): Float64Array {
  const { x, y, inputShape, outputShape, weights } = around;
  switch (layer.kind) {
    case 'conv2d':
      return convGradient(layer, dy, around);
    case 'dense': {
      const kernel = weightOf(weights, layer, 'kernel');
      return x.map((_, i) => {
        let sum = 0;
        for (let u = 0; u < dy.length; u++) sum += dy[u] * kernel[i * dy.length + u];
        return sum;
      });
    }
    case 'maxPool2d': {
      const dx = new Float64Array(x.length);
      // Of equals only the first wins, as in training.
      const isTaken = new Uint8Array(y.length);
      eachPoolTap(layer.poolSize, inputShape, outputShape, (from, to) => {
        if (isTaken[to] || x[from] !== y[to]) return;
        isTaken[to] = 1;
        dx[from] = dy[to];
      });
      return dx;
    }
    case 'avgPool2d': {
      const dx = new Float64Array(x.length);
      eachPoolTap(layer.poolSize, inputShape, outputShape, (from, to) => {
        dx[from] = dy[to] / layer.poolSize ** 2;
      });
      return dx;
    }
    case 'globalAveragePool2d': {
      const channels = inputShape[2];
      return x.map((_, i) => (dy[i % channels] * channels) / x.length);
    }
    case 'batchNormalization': {
      const scale = normalizationScale(layer, weights);
      return dy.map((value, i) => value * scale[i % scale.length]);
    }
    case 'activation':
      return activationGradient(layer, dy, around);
    case 'add':
    case 'dropout':
    case 'flatten':
      return dy;
  }
}

function convGradient(
  layer: Conv2dLayer,
  dy: Float64Array,
  { x, inputShape, outputShape, weights }: Surroundings,
): Float64Array {
  const kernel = weightOf(weights, layer, 'kernel');
  const { filters } = layer;
  const dx = new Float64Array(x.length);
  eachConvTap(layer, inputShape, outputShape, (from, tap, to) => {
    for (let c = 0; c < inputShape[2]; c++) {
      const row = (tap + c) * filters;
      let sum = 0;
      for (let f = 0; f < filters; f++) sum += dy[to + f] * kernel[row + f];
      dx[from + c] += sum;
    }
  });
  return dx;
}

function activationGradient(
  layer: Extract<Layer, { kind: 'activation' }>,
  dy: Float64Array,
  { x, y }: Surroundings,
): Float64Array {
  switch (layer.activation) {
    case 'relu':
      return dy.map((value, i) => (x[i] > 0 ? value : 0));
    case 'leakyRelu': {
      const alpha = layer.alpha ?? DEFAULT_ALPHA;
      return dy.map((value, i) => (x[i] > 0 ? value : alpha * value));
    }
    case 'silu':
      return dy.map((value, i) => {
        const sigmoid = 1 / (1 + Math.exp(-x[i]));
        return value * sigmoid * (1 + x[i] * (1 - sigmoid));
      });
    case 'softmax': {
      const mean = dy.reduce((sum, value, i) => sum + value * y[i], 0);
      return dy.map((value, i) => y[i] * (value - mean));
    }
  }
}

/** An output that two layers read has the sum of both gradients. */
function join(gradients: Map<string, Float64Array>, name: string, more: Float64Array): void {
  const known = gradients.get(name);
  gradients.set(name, known ? known.map((value, i) => value + more[i]) : more);
}
