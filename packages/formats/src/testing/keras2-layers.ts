import type { Tensor } from '@peasy/core';
import type { LegacyLayer } from './legacy-file.js';

/** A tensor of values between -scale and scale, no two of which are alike. */
export function numbered(shape: readonly number[], scale: number): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, values: Float32Array.from({ length }, (_, i) => Math.sin(i + 1) * scale) };
}

/** A small network as Keras 2 writes it, activations within layers and names of weights with their layer's. */
export function keras2Layers(): LegacyLayer[] {
  const format = { data_format: 'channels_last' };
  return [
    {
      className: 'InputLayer',
      config: {
        ...{ name: 'conv2d_1_input', batch_input_shape: [null, 8, 8, 3] },
        ...{ dtype: 'float32', sparse: false, ragged: false },
      },
    },
    {
      className: 'Conv2D',
      config: {
        ...{ name: 'conv2d_1', filters: 4, kernel_size: [3, 3], strides: [1, 1], padding: 'same' },
        ...{ activation: 'relu', use_bias: true, dilation_rate: [1, 1], ...format },
      },
      weights: [
        ['conv2d_1/kernel:0', numbered([3, 3, 3, 4], 0.5)],
        ['conv2d_1/bias:0', numbered([4], 0.1)],
      ],
    },
    {
      className: 'BatchNormalization',
      config: { name: 'norm', axis: -1, momentum: 0.9, epsilon: 0.001, center: true, scale: false },
      weights: [
        ['norm/beta:0', numbered([4], 0.3)],
        ['norm/moving_mean:0', numbered([4], 0.2)],
        ['norm/moving_variance:0', { shape: [4], values: Float32Array.of(0.5, 1, 1.5, 2) }],
      ],
    },
    {
      className: 'MaxPooling2D',
      config: { name: 'pool', pool_size: [2, 2], strides: [2, 2], padding: 'valid', ...format },
    },
    { className: 'Flatten', config: { name: 'flatten', ...format } },
    {
      className: 'Dense',
      config: { name: 'dense', units: 2, activation: 'softmax', use_bias: true },
      weights: [
        ['dense/kernel:0', numbered([64, 2], 0.5)],
        ['dense/bias:0', numbered([2], 0.2)],
      ],
    },
  ];
}
