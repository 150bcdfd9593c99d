import { FormatError } from '../format-error.js';
import type { KerasLayer } from './keras-model.js';

/** Kinds of Keras layers that a network of Peasy can be made of. */
export const SUPPORTED_LAYERS = [
  'InputLayer',
  'Conv2D',
  'Convolution2D',
  'Dense',
  'Activation',
  'ReLU',
  'LeakyReLU',
  'Softmax',
  'MaxPooling2D',
  'AveragePooling2D',
  'GlobalAveragePooling2D',
  'BatchNormalization',
  'Dropout',
  'Flatten',
  'Add',
  'Rescaling',
] as const;

/** @throws FormatError naming every layer of another kind. */
export function requireSupported(layers: readonly KerasLayer[]): void {
  const names: readonly string[] = SUPPORTED_LAYERS;
  const others = layers.filter(({ className }) => !names.includes(className));
  if (others.length === 0) return;
  const shown = others.slice(0, 10).map(({ className, name }) => `${className} "${name}"`);
  if (others.length > 10) shown.push(`${others.length - 10} more`);
  throw new FormatError(
    `Expected layers that Peasy has, got ${shown.join(', ')}. It has ${names.join(', ')}.`,
  );
}
