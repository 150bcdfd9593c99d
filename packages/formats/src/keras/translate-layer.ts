import {
  type Activation,
  BATCH_NORMALIZATION_DEFAULTS,
  type Initializer,
  type Layer,
  type Padding,
  type Strides,
} from '@peasy/core';
import { type Fields, show } from '../fields.js';
import { FormatError } from '../format-error.js';
import type { KerasLayer, KerasVersion } from './keras-model.js';

/** Slopes below zero that Keras takes where a file names none: of its layer, and of its activation by name. */
const LAYER_ALPHA = 0.3;
const ACTIVATION_ALPHA = 0.2;

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  relu: 'relu',
  softmax: 'softmax',
  silu: 'silu',
  swish: 'silu',
  leaky_relu: 'leakyRelu',
};

/** By the names of Keras 1, and of 2 and 3. Any other, which no longer matters to weights that are there, becomes the default. */
const INITIALIZERS: Readonly<Record<string, Initializer>> = {
  he_uniform: 'heUniform',
  HeUniform: 'heUniform',
  uniform: 'uniform05',
  RandomUniform: 'uniform05',
};

/**
 * The layers here that one of Keras stands for: none, itself, or itself and its activation.
 * @param name for the first of them. @throws FormatError naming the layer and what of it is not supported.
 */
export function translateLayer(keras: KerasLayer, version: KerasVersion, name: string): Layer[] {
  const { className, config } = keras;
  const old = version === 1;
  switch (className) {
    case 'Conv2D':
    case 'Convolution2D':
      return withActivation(keras, conv2d(config, old, name));
    case 'Dense': {
      const units = config.number(old ? 'output_dim' : 'units');
      return withActivation(keras, { kind: 'dense', name, units, ...initializer(config) });
    }
    case 'Activation':
      return activation(keras, name);
    case 'ReLU':
      config.require('max_value', null);
      config.require('negative_slope', 0);
      config.require('threshold', 0);
      return [{ kind: 'activation', name, activation: 'relu' }];
    case 'LeakyReLU': {
      const alpha = config.number('alpha', config.number('negative_slope', LAYER_ALPHA));
      return [{ kind: 'activation', name, activation: 'leakyRelu', alpha }];
    }
    case 'Softmax':
      config.require('axis', -1);
      return [{ kind: 'activation', name, activation: 'softmax' }];
    case 'MaxPooling2D':
      return [{ kind: 'maxPool2d', name, poolSize: poolSize(config, old) }];
    case 'AveragePooling2D':
      return [{ kind: 'avgPool2d', name, poolSize: poolSize(config, old) }];
    case 'GlobalAveragePooling2D':
      config.require('keepdims', false);
      return [{ kind: 'globalAveragePool2d', name }];
    case 'BatchNormalization': {
      if (old) config.require('mode', 0);
      const told = {
        momentum: config.number('momentum', BATCH_NORMALIZATION_DEFAULTS.momentum),
        epsilon: config.number('epsilon', BATCH_NORMALIZATION_DEFAULTS.epsilon),
      };
      return [{ kind: 'batchNormalization', name, ...unlike(told, BATCH_NORMALIZATION_DEFAULTS) }];
    }
    case 'Dropout':
      return [{ kind: 'dropout', name, rate: config.number(old ? 'p' : 'rate') }];
    case 'Flatten':
      return [{ kind: 'flatten', name }];
    default:
      return [];
  }
}

function conv2d(config: Fields, old: boolean, name: string): Layer {
  if (old) {
    const kernelSize = config.number('nb_row');
    config.require('nb_col', kernelSize);
    return {
      ...{ kind: 'conv2d', name, filters: config.number('nb_filter'), kernelSize },
      ...{ padding: config.text('border_mode', 'valid') as Padding },
      ...unlike({ strides: config.square('subsample', 1) as Strides }, { strides: 1 }),
      ...unlike({ useBias: config.flag('bias', true) }, { useBias: true }),
      ...initializer(config),
    };
  }
  if (config.square('dilation_rate', 1) !== 1) config.require('dilation_rate', [1, 1]);
  config.require('groups', 1);
  const kernelSize = config.square('kernel_size');
  return {
    ...{ kind: 'conv2d', name, filters: config.number('filters'), kernelSize },
    ...{ padding: config.text('padding', 'valid') as Padding },
    ...unlike({ strides: config.square('strides', 1) as Strides }, { strides: 1 }),
    ...unlike({ useBias: config.flag('use_bias', true) }, { useBias: true }),
    ...initializer(config),
  };
}

/** The values that are not those which a layer has where it names none: a network says no more than it must. */
function unlike<T extends object>(
  values: T,
  defaults: Readonly<Record<string, unknown>>,
): Partial<T> {
  const told = Object.entries(values).filter(([key, value]) => value !== defaults[key]);
  return Object.fromEntries(told) as Partial<T>;
}

function initializer(config: Fields): { initializer?: Initializer } {
  const told = config.get('kernel_initializer') ?? config.get('init');
  const name = typeof told === 'object' ? (told as { class_name?: unknown }).class_name : told;
  const found = typeof name === 'string' ? INITIALIZERS[name] : undefined;
  return found ? { initializer: found } : {};
}

function poolSize(config: Fields, old: boolean): number {
  const size = config.square('pool_size', 2);
  if (config.square('strides', size) !== size) config.require('strides', size);
  config.require(old ? 'border_mode' : 'padding', 'valid');
  return size;
}

function withActivation(keras: KerasLayer, layer: Layer): Layer[] {
  return [layer, ...activation(keras, `${layer.name}_activation`)];
}

function activation({ config, className, name: told }: KerasLayer, name: string): Layer[] {
  const value = config.get('activation') ?? 'linear';
  if (value === 'linear') return [];
  const found = typeof value === 'string' ? ACTIVATIONS[value] : undefined;
  if (!found) {
    throw new FormatError(
      `Expected the activation of layer ${show(told)} (${className}) to be one of linear, ${Object.keys(ACTIVATIONS).join(', ')}, got ${show(value)}.`,
    );
  }
  const alpha = found === 'leakyRelu' ? { alpha: ACTIVATION_ALPHA } : {};
  return [{ kind: 'activation', name, activation: found, ...alpha }];
}
