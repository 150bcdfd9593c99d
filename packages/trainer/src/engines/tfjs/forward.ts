import {
  BATCH_NORMALIZATION_DEFAULTS,
  type BatchNormalizationLayer,
  DEFAULT_ALPHA,
  type Layer,
  type Network,
} from '@peasy/core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { maxPool } from './max-pool.js';
import type { DeviceTensors, Tfjs } from './tfjs.js';

/** What a pass in training does beside computing outputs. */
export interface TrainingPass {
  /** Factors of a dropout layer's outputs, 0 or 1 / (1 - rate). */
  mask(layer: string, shape: readonly number[]): Tensor;
  /** Hears the batch's mean and biased variance, a channel, of a batch normalisation. */
  statistics(layer: string, mean: Tensor, variance: Tensor): void;
}

/**
 * Takes a batch through the network, layer by layer.
 * @param x `[photos, height, width, channels]`, 0 to 1.
 * @param training left out: moving statistics, and no dropout.
 * @returns every layer's output by its name, in order; the last one is not the softmax's but its input, the logits.
 */
export function forward(
  tf: Tfjs,
  network: Network,
  weights: DeviceTensors,
  x: Tensor,
  training?: TrainingPass,
): Map<string, Tensor> {
  const outputs = new Map<string, Tensor>();
  let output = x;
  for (const layer of network.layers) {
    const isLast = layer === network.layers.at(-1);
    if (!isLast) output = applyLayer({ tf, weights, outputs, training }, layer, output);
    outputs.set(layer.name, output);
  }
  return outputs;
}

interface Place {
  readonly tf: Tfjs;
  readonly weights: DeviceTensors;
  readonly outputs: DeviceTensors;
  readonly training: TrainingPass | undefined;
}

function applyLayer(place: Place, layer: Layer, x: Tensor): Tensor {
  const { tf, weights, outputs, training } = place;
  const weight = (role: string): Tensor => weights.get(`${layer.name}/${role}`)!;
  switch (layer.kind) {
    case 'conv2d': {
      const kernel = weight('kernel') as Tensor4D;
      const y = tf.conv2d(x as Tensor4D, kernel, layer.strides ?? 1, layer.padding);
      return layer.useBias === false ? y : tf.add(y, weight('bias'));
    }
    case 'dense':
      return tf.add(tf.matMul(x, weight('kernel')), weight('bias'));
    case 'activation':
      return activate(tf, layer, x);
    case 'maxPool2d':
      return maxPool(tf, x as Tensor4D, layer.poolSize);
    case 'avgPool2d':
      return tf.avgPool(x as Tensor4D, layer.poolSize, layer.poolSize, 'valid');
    case 'globalAveragePool2d':
      return tf.mean(x, [1, 2]);
    case 'flatten':
      return tf.reshape(x, [x.shape[0], -1]);
    case 'add':
      return tf.add(x, outputs.get(layer.from)!);
    case 'dropout':
      return training ? tf.mul(x, training.mask(layer.name, x.shape)) : x;
    case 'batchNormalization':
      return normalize(place, layer, x);
  }
}

function activate(
  tf: Tfjs,
  { activation, alpha = DEFAULT_ALPHA }: Extract<Layer, { kind: 'activation' }>,
  x: Tensor,
): Tensor {
  switch (activation) {
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, alpha);
    case 'silu':
      return tf.mul(x, tf.sigmoid(x));
    case 'softmax':
      return tf.softmax(x);
  }
}

function normalize(
  { tf, weights, training }: Place,
  { name, epsilon = BATCH_NORMALIZATION_DEFAULTS.epsilon }: BatchNormalizationLayer,
  x: Tensor,
): Tensor {
  let mean = weights.get(`${name}/movingMean`)!;
  let variance = weights.get(`${name}/movingVariance`)!;
  if (training) {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const moments = tf.moments(x, axes);
    ({ mean, variance } = moments);
    training.statistics(name, mean, variance);
  }
  const centred = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(centred, weights.get(`${name}/gamma`)!), weights.get(`${name}/beta`)!);
}
