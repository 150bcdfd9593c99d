import {
  BATCH_NORMALIZATION_DEFAULTS,
  type Conv2dLayer,
  DEFAULT_ALPHA,
  describeNetwork,
  type Layer,
  type NamedTensors,
  type Network,
  windowPlaces,
} from '@peasy/core';

/** A layer's output for one photo, in double precision: `[height, width, channels]` or `[units]`. */
export interface PassOutput {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** What a pass goes through: a network outside training, with its weights by name. */
export interface PassNetwork {
  readonly network: Network;
  readonly weights: NamedTensors;
}

/**
 * Outputs of every layer for one photo, up to and with the layer `until` where it is named. Plain
 * loops, so that it can be gone through backwards (backward-pass.ts); the kernels are for speed.
 * @param photo 0 to 1, `[height, width, channels]`.
 * @throws where a weight is not there.
 */
export function forwardPass(
  { network, weights }: PassNetwork,
  photo: Float64Array,
  until?: string,
): ReadonlyMap<string, PassOutput> {
  const described = describeNetwork(network).layers;
  const outputs = new Map<string, PassOutput>();
  let x = photo;
  for (const [i, layer] of network.layers.entries()) {
    const { inputShape, outputShape } = described[i];
    const values = layerOutput(layer, x, { inputShape, outputShape, weights, outputs });
    outputs.set(layer.name, { shape: outputShape, values });
    if (layer.name === until) break;
    x = values;
  }
  return outputs;
}

/** A weight of a layer. @throws where it is not there. */
export function weightOf(weights: NamedTensors, layer: Layer, role: string): Float32Array {
  const tensor = weights.get(`${layer.name}/${role}`);
  if (!tensor) throw new Error(`Expected the snapshot to have ${layer.name}/${role}.`);
  return tensor.values as Float32Array;
}

interface Surroundings {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly weights: NamedTensors;
  readonly outputs: ReadonlyMap<string, PassOutput>;
}

function layerOutput(layer: Layer, x: Float64Array, around: Surroundings): Float64Array {
  const { inputShape, outputShape, weights, outputs } = around;
  switch (layer.kind) {
    case 'conv2d':
      return convolve(layer, x, around);
    case 'dense': {
      const kernel = weightOf(weights, layer, 'kernel');
      const y = Float64Array.from(weightOf(weights, layer, 'bias'));
      for (let i = 0; i < x.length; i++) {
        if (x[i] === 0) continue;
        for (let u = 0; u < y.length; u++) y[u] += x[i] * kernel[i * y.length + u];
      }
      return y;
    }
    case 'maxPool2d':
    case 'avgPool2d': {
      const y = new Float64Array(size(outputShape)).fill(
        layer.kind === 'maxPool2d' ? Number.NEGATIVE_INFINITY : 0,
      );
      const share = 1 / layer.poolSize ** 2;
      eachPoolTap(layer.poolSize, inputShape, outputShape, (from, to) => {
        if (layer.kind === 'maxPool2d') y[to] = Math.max(y[to], x[from]);
        else y[to] += x[from] * share;
      });
      return y;
    }
    case 'globalAveragePool2d': {
      const channels = inputShape[2];
      const y = new Float64Array(channels);
      const places = x.length / channels;
      for (let i = 0; i < x.length; i++) y[i % channels] += x[i] / places;
      return y;
    }
    case 'batchNormalization': {
      const scale = normalizationScale(layer, weights);
      const mean = weightOf(weights, layer, 'movingMean');
      const beta = weightOf(weights, layer, 'beta');
      return x.map((value, i) => {
        const channel = i % scale.length;
        return (value - mean[channel]) * scale[channel] + beta[channel];
      });
    }
    case 'add': {
      const other = outputs.get(layer.from)!.values;
      return x.map((value, i) => value + other[i]);
    }
    case 'activation':
      return activate(layer, x);
    case 'dropout':
    case 'flatten':
      return x;
  }
}

function convolve(layer: Conv2dLayer, x: Float64Array, around: Surroundings): Float64Array {
  const { weights, outputShape, inputShape } = around;
  const kernel = weightOf(weights, layer, 'kernel');
  const bias = layer.useBias === false ? undefined : weightOf(weights, layer, 'bias');
  const { filters } = layer;
  const y = new Float64Array(size(outputShape));
  if (bias) for (let i = 0; i < y.length; i++) y[i] = bias[i % filters];
  eachConvTap(layer, inputShape, outputShape, (from, tap, to) => {
    for (let c = 0; c < inputShape[2]; c++) {
      const value = x[from + c];
      const row = (tap + c) * filters;
      for (let f = 0; f < filters; f++) y[to + f] += value * kernel[row + f];
    }
  });
  return y;
}

/**
 * Goes through the taps of a convolution's windows that lie within the map: first channel of the
 * input's place, first input channel of the kernel's tap, first filter of the output's place.
 */
export function eachConvTap(
  layer: Conv2dLayer,
  [height, width, depth]: readonly number[],
  [rows, columns, filters]: readonly number[],
  visit: (from: number, tap: number, to: number) => void,
): void {
  const { kernelSize, strides = 1 } = layer;
  const above = windowPlaces(height, layer).before;
  const before = windowPlaces(width, layer).before;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let i = 0; i < kernelSize; i++) {
        const y = row * strides - above + i;
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < kernelSize; j++) {
          const x = column * strides - before + j;
          if (x < 0 || x >= width) continue;
          visit(
            (y * width + x) * depth,
            (i * kernelSize + j) * depth,
            (row * columns + column) * filters,
          );
        }
      }
    }
  }
}

/** Goes through the values of a pool's windows: place of the input's value, and of the output's. */
export function eachPoolTap(
  poolSize: number,
  [, width, depth]: readonly number[],
  [rows, columns]: readonly number[],
  visit: (from: number, to: number) => void,
): void {
  for (let row = 0; row < rows * poolSize; row++) {
    for (let column = 0; column < columns * poolSize; column++) {
      const to = Math.floor(row / poolSize) * columns + Math.floor(column / poolSize);
      for (let c = 0; c < depth; c++) visit((row * width + column) * depth + c, to * depth + c);
    }
  }
}

/** gamma / sqrt(variance + epsilon), a channel. */
export function normalizationScale(
  layer: Extract<Layer, { kind: 'batchNormalization' }>,
  weights: NamedTensors,
): Float64Array {
  const { epsilon = BATCH_NORMALIZATION_DEFAULTS.epsilon } = layer;
  const gamma = weightOf(weights, layer, 'gamma');
  const variance = weightOf(weights, layer, 'movingVariance');
  return Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i] + epsilon));
}

function activate(layer: Extract<Layer, { kind: 'activation' }>, x: Float64Array): Float64Array {
  switch (layer.activation) {
    case 'relu':
      return x.map((value) => Math.max(value, 0));
    case 'leakyRelu': {
      const alpha = layer.alpha ?? DEFAULT_ALPHA;
      return x.map((value) => (value > 0 ? value : alpha * value));
    }
    case 'silu':
      return x.map((value) => value / (1 + Math.exp(-value)));
    case 'softmax': {
      const largest = Math.max(...x);
      const powers = x.map((value) => Math.exp(value - largest));
      const sum = powers.reduce((total, one) => total + one, 0);
      return powers.map((one) => one / sum);
    }
  }
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, one) => product * one, 1);
}
