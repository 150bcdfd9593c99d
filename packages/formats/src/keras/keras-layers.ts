import {
  BATCH_NORMALIZATION_DEFAULTS,
  DEFAULT_ALPHA,
  type Initializer,
  type Layer,
} from '@peasy/core';

/** A layer in the words of Keras 2 and 3, which TensorFlow.js has too. */
export interface LayerWords {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The names that differ: of LeakyReLU's slope, and of silu. */
export interface Dialect {
  readonly slope: 'negative_slope' | 'alpha';
  readonly silu: 'silu' | 'swish';
}

/** Keras' words for a layer. */
export function layerWords(layer: Layer, { slope, silu }: Dialect): LayerWords {
  const { name } = layer;
  switch (layer.kind) {
    case 'conv2d':
      return {
        className: 'Conv2D',
        config: {
          ...{ name, filters: layer.filters, kernel_size: both(layer.kernelSize) },
          ...{ strides: both(layer.strides ?? 1), padding: layer.padding },
          ...{ data_format: 'channels_last', use_bias: layer.useBias !== false },
          ...{ activation: 'linear', kernel_initializer: initializer(layer.initializer) },
        },
      };
    case 'dense':
      return {
        className: 'Dense',
        config: {
          ...{ name, units: layer.units, activation: 'linear', use_bias: true },
          kernel_initializer: initializer(layer.initializer),
        },
      };
    case 'activation':
      if (layer.activation === 'leakyRelu') {
        const config = { name, [slope]: layer.alpha ?? DEFAULT_ALPHA };
        return { className: 'LeakyReLU', config };
      }
      return {
        className: 'Activation',
        config: { name, activation: layer.activation === 'silu' ? silu : layer.activation },
      };
    case 'maxPool2d':
      return { className: 'MaxPooling2D', config: { name, ...pool(layer.poolSize) } };
    case 'avgPool2d':
      return { className: 'AveragePooling2D', config: { name, ...pool(layer.poolSize) } };
    case 'globalAveragePool2d':
      return {
        className: 'GlobalAveragePooling2D',
        config: { name, data_format: 'channels_last' },
      };
    case 'batchNormalization': {
      const { momentum, epsilon } = { ...BATCH_NORMALIZATION_DEFAULTS, ...layer };
      return { className: 'BatchNormalization', config: { name, axis: -1, momentum, epsilon } };
    }
    case 'add':
      return { className: 'Add', config: { name } };
    case 'dropout':
      return { className: 'Dropout', config: { name, rate: layer.rate } };
    case 'flatten':
      return { className: 'Flatten', config: { name, data_format: 'channels_last' } };
  }
}

function initializer(name: Initializer = 'glorotUniform'): object {
  const [class_name, config] = INITIALIZERS[name];
  return { module: 'keras.initializers', class_name, config, registered_name: null };
}

const INITIALIZERS: Readonly<Record<Initializer, readonly [className: string, config: object]>> = {
  glorotUniform: ['GlorotUniform', {}],
  heUniform: ['HeUniform', {}],
  uniform05: ['RandomUniform', { minval: -0.05, maxval: 0.05 }],
};

function pool(size: number): LayerWords['config'] {
  const format = { padding: 'valid', data_format: 'channels_last' };
  return { pool_size: both(size), strides: both(size), ...format };
}

function both(size: number): [number, number] {
  return [size, size];
}
