import type { Tensor } from '@peasy/core';
import { randomImages } from '@peasy/engine-contract';
import { expect, it } from 'vitest';
import { readNetwork } from '../read-network.js';
import { type LegacyLayer, legacyFile } from '../testing/legacy-file.js';
import { largestDifference, predict } from '../testing/predict.js';

/** A tensor of different values. */
function numbered(shape: readonly number[], scale = 0.01): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, values: Float32Array.from({ length }, (_, i) => Math.sin(i + 1) * scale) };
}

/** The axes of a tensor in another order. */
function transposed({ shape, values }: Tensor, axes: readonly number[]): Tensor {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const target = axes.map((axis) => shape[axis]);
  const result = values.map((_, to) => {
    let rest = to;
    let from = 0;
    for (let i = target.length - 1; i >= 0; i--) {
      from += (rest % target[i]) * strides[axes[i]];
      rest = Math.floor(rest / target[i]);
    }
    return values[from];
  });
  return { shape: target, values: result };
}

const kernel = numbered([3, 3, 3, 4], 0.5);
const bias = numbered([4]);
/** Of maps of 3x3x4 that were flattened in our order. */
const dense = numbered([36, 2], 0.5);
const zeros: Tensor = { shape: [2], values: new Float32Array(2) };
const rowsOfChannels = transposed({ ...dense, shape: [3, 3, 4, 2] }, [2, 0, 1, 3]);
const denseChannelsFirst: Tensor = { shape: [36, 2], values: rowsOfChannels.values };

const images = randomImages(1, 8, [8, 8, 3], 2);
const expected = async () => {
  const layers = modern({ data_format: 'channels_last' }, [null, 8, 8, 3], dense);
  const read = await readNetwork(
    await legacyFile(layers, { keras_version: '2.4.0', backend: 'tensorflow' }),
  );
  return { probabilities: await predict(read.network, read.weights, images), read };
};

/** As Keras 2 writes it, activations within layers. */
function modern(
  format: object,
  shape: readonly unknown[],
  rows: Tensor,
  flatten: object = {},
): LegacyLayer[] {
  return [
    {
      className: 'Conv2D',
      config: {
        ...{ name: 'conv2d_1', filters: 4, kernel_size: [3, 3], strides: [1, 1], padding: 'valid' },
        ...{ activation: 'relu', use_bias: true, dilation_rate: [1, 1], batch_input_shape: shape },
        ...format,
      },
      weights: [
        ['conv2d_1/kernel:0', kernel],
        ['conv2d_1/bias:0', bias],
      ],
    },
    {
      className: 'MaxPooling2D',
      config: { name: 'pool', pool_size: [2, 2], strides: [2, 2], padding: 'valid', ...format },
    },
    { className: 'Flatten', config: { name: 'flatten', ...flatten } },
    {
      className: 'Dense',
      config: { name: 'dense', units: 2, activation: 'softmax', use_bias: true },
      weights: [
        ['dense/kernel:0', rows],
        ['dense/bias:0', zeros],
      ],
    },
  ];
}

it('reads Keras 2, with activations as layers of their own', async () => {
  const { read } = await expected();
  expect(read.network.layers.map(({ name }) => name)).toEqual([
    ...['conv2d_1', 'conv2d_1_activation', 'pool', 'flatten', 'dense', 'dense_activation'],
  ]);
  expect(read.weights.get('conv2d_1/kernel')).toEqual(kernel);
  expect(read.origin).toMatchObject({
    program: 'Keras 2.4.0',
    backend: 'tensorflow',
    flipped: false,
  });
});

it.each([
  ['raw, as before Keras 2.2', denseChannelsFirst, {}],
  [
    'in our order, as Keras 2.2 does when Flatten is told',
    dense,
    { data_format: 'channels_first' },
  ],
])('reads Keras 2 with channels first, flattened %s', async (_, rows, flatten) => {
  const format = { data_format: 'channels_first' };
  const layers = modern(format, [null, 3, 8, 8], rows, flatten);
  const file = await legacyFile(layers, { keras_version: '2.2.4', backend: 'tensorflow' });
  const { network, weights, origin } = await readNetwork(file);
  expect(origin.channels).toBe('first');
  const { probabilities } = await expected();
  expect(largestDifference(await predict(network, weights, images), probabilities)).toBe(0);
});

it('turns the kernels of Keras 2 on Theano, and only those', async () => {
  const reversed = { shape: kernel.shape, values: transposed(turn(kernel), [0, 1, 2, 3]).values };
  const layers = modern({ data_format: 'channels_last' }, [null, 8, 8, 3], dense);
  const turnedLayers = [
    { ...layers[0], weights: [['conv2d_1/kernel:0', reversed], layers[0].weights![1]] as const },
    ...layers.slice(1),
  ];
  const file = await legacyFile(turnedLayers, { keras_version: '2.0.8', backend: 'theano' });
  const { weights, origin } = await readNetwork(file);
  expect(origin.flipped).toBe(true);
  expect(weights.get('conv2d_1/kernel')).toEqual(kernel);
});

it('reads Keras 1 of either order: Theano with channels first, TensorFlow with channels last', async () => {
  const old = (order: 'th' | 'tf', stored: Tensor, rows: Tensor): LegacyLayer[] => [
    {
      className: 'Convolution2D',
      config: {
        ...{ name: 'c', nb_filter: 4, nb_row: 3, nb_col: 3, border_mode: 'valid', bias: true },
        ...{ subsample: [1, 1], dim_ordering: order, activation: 'relu', init: 'glorot_uniform' },
        batch_input_shape: order === 'th' ? [null, 3, 8, 8] : [null, 8, 8, 3],
      },
      weights: [
        ['c_W', stored],
        ['c_b', bias],
      ],
    },
    {
      className: 'MaxPooling2D',
      config: {
        name: 'p',
        pool_size: [2, 2],
        strides: [2, 2],
        border_mode: 'valid',
        dim_ordering: order,
      },
    },
    { className: 'Dropout', config: { name: 'd', p: 0.25 } },
    { className: 'Flatten', config: { name: 'f' } },
    {
      className: 'Dense',
      config: { name: 'o', output_dim: 2, activation: 'softmax', bias: true, init: 'uniform' },
      weights: [
        ['o_W', rows],
        ['o_b', zeros],
      ],
    },
  ];
  const theano = old('th', transposed(turn(kernel), [3, 2, 0, 1]), denseChannelsFirst);
  const { probabilities } = await expected();
  for (const [layers, flipped] of [
    [theano, true],
    [old('tf', kernel, dense), false],
  ] as const) {
    const { network, weights, origin } = await readNetwork(
      await legacyFile(layers, { keras_version: '1.2.2' }),
    );
    expect(origin.flipped).toBe(flipped);
    expect(network.layers).toContainEqual({ kind: 'dropout', name: 'd', rate: 0.25 });
    expect(largestDifference(await predict(network, weights, images), probabilities)).toBe(0);
  }
});

it('leaves out a Rescaling by 1/255 that comes first, and says so', async () => {
  const [first, ...rest] = modern({}, [null, 8, 8, 3], dense);
  const rescaling = {
    className: 'Rescaling',
    config: { name: 'r', scale: 1 / 255, offset: 0, batch_input_shape: [null, 8, 8, 3] },
  };
  const file = await legacyFile([rescaling, first, ...rest], { keras_version: '2.9.0' });
  const { network, origin } = await readNetwork(file);
  expect(network.layers[0].name).toBe('conv2d_1');
  expect(origin.notes.join()).toContain('Rescaling');
});

function turn({ shape, values }: Tensor): Tensor {
  const [rows, columns, channels, filters] = shape;
  const size = channels * filters;
  return {
    shape,
    values: values.map(
      (_, i) => values[(rows * columns - 1 - Math.floor(i / size)) * size + (i % size)],
    ),
  };
}
