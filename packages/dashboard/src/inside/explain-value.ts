import {
  BATCH_NORMALIZATION_DEFAULTS,
  type Conv2dLayer,
  DEFAULT_ALPHA,
  type Layer,
  type Network,
  type Tensor,
  windowPlaces,
} from '@peasy/core';

/** One value of a layer's output: a place of a map, or one unit (y and x are 0). */
export interface ValuePlace {
  readonly y: number;
  readonly x: number;
  readonly channel: number;
}

/** A convolution's window on one input channel, row by row. */
export interface ChannelProducts {
  readonly channel: number;
  /** null: outside the map, where zero padding is. */
  readonly inputs: readonly (number | null)[];
  readonly filter: readonly number[];
  readonly products: readonly number[];
  readonly sum: number;
}

/** A dense unit's share of one input. */
export interface UnitProduct {
  readonly index: number;
  readonly input: number;
  readonly weight: number;
  readonly product: number;
}

/** How one value came about, in the numbers that made it. `value` is what the numbers come to. */
export type Explanation =
  | {
      readonly kind: 'conv2d';
      readonly size: number;
      readonly channels: readonly ChannelProducts[];
      readonly bias: number;
      readonly value: number;
    }
  | {
      readonly kind: 'dense';
      /** The largest by amount, largest first. */
      readonly products: readonly UnitProduct[];
      /** How many inputs there are, and how many of them are not zero. */
      readonly inputs: number;
      readonly living: number;
      readonly positive: number;
      readonly negative: number;
      readonly bias: number;
      readonly value: number;
    }
  | {
      readonly kind: 'pool';
      readonly how: 'max' | 'mean';
      readonly size: number;
      readonly inputs: readonly number[];
      /** Place of the largest within the window; undefined for a mean. */
      readonly winner: number | undefined;
      readonly value: number;
    }
  | {
      readonly kind: 'function';
      readonly formula: string;
      readonly inputs: readonly { readonly name: string; readonly value: number }[];
      readonly value: number;
    };

/** What an explanation is made from: outputs of one photo by layer, and the layer's weights by name. */
export interface ExplanationSources {
  readonly network: Network;
  /** The photo as the network takes it, [height, width, channels], 0 to 1. */
  readonly photo: Tensor;
  readonly maps: ReadonlyMap<string, Tensor>;
  readonly weights: ReadonlyMap<string, Tensor>;
}

/** Products that a dense unit's explanation lists. */
const LISTED_PRODUCTS = 12;

/**
 * Takes one value of a layer's output apart into the numbers that made it.
 * @throws where a map or a weight that it is made from is not there.
 */
export function explainValue(
  { network, photo, maps, weights }: ExplanationSources,
  layerName: string,
  place: ValuePlace,
): Explanation {
  const at = network.layers.findIndex(({ name }) => name === layerName);
  const layer = network.layers[at];
  const input = at === 0 ? photo : required(maps, network.layers[at - 1].name);
  const weight = (role: string) => weights.get(`${layer.name}/${role}`);
  switch (layer.kind) {
    case 'conv2d':
      return explainConv2d(layer, input, required(weights, `${layer.name}/kernel`), {
        place,
        bias: weight('bias')?.values[place.channel] ?? 0,
      });
    case 'dense':
      return explainDense(input, required(weights, `${layer.name}/kernel`), {
        unit: place.channel,
        bias: weight('bias')?.values[place.channel] ?? 0,
      });
    case 'maxPool2d':
    case 'avgPool2d':
      return explainPool(input, layer.poolSize, layer.kind === 'maxPool2d' ? 'max' : 'mean', place);
    case 'globalAveragePool2d': {
      const inputs = channelOf(input, place.channel);
      const mean = inputs.reduce((sum, value) => sum + value, 0) / inputs.length;
      return named(`mean of the ${inputs.length} places of map ${place.channel}`, [], mean);
    }
    case 'batchNormalization':
      return explainNormalization(layer, valueAt(input, place), (role) => {
        return required(weights, `${layer.name}/${role}`).values[place.channel];
      });
    case 'add': {
      const own = valueAt(input, place);
      const other = valueAt(required(maps, layer.from), place);
      return named(
        `x + ${layer.from}`,
        [
          { name: 'x', value: own },
          { name: layer.from, value: other },
        ],
        own + other,
      );
    }
    case 'activation':
      return explainActivation(layer, input, place);
    case 'dropout':
      return same('x: dropout is for training only', valueAt(input, place));
    case 'flatten':
      return same('x, taken row by row, channels last', input.values[place.channel]);
  }
}

function explainConv2d(
  layer: Conv2dLayer,
  input: Tensor,
  kernel: Tensor,
  { place, bias }: { readonly place: ValuePlace; readonly bias: number },
): Explanation {
  const [height, width, depth] = input.shape;
  const { kernelSize: size, filters, strides = 1 } = layer;
  const top = place.y * strides - windowPlaces(height, layer).before;
  const left = place.x * strides - windowPlaces(width, layer).before;
  const channels = Array.from({ length: depth }, (_, channel): ChannelProducts => {
    const inputs: (number | null)[] = [];
    const filter: number[] = [];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const y = top + row;
        const x = left + column;
        const isInside = y >= 0 && y < height && x >= 0 && x < width;
        inputs.push(isInside ? input.values[(y * width + x) * depth + channel] : null);
        const tap = (row * size + column) * depth + channel;
        filter.push(kernel.values[tap * filters + place.channel]);
      }
    }
    const products = inputs.map((value, i) => (value ?? 0) * filter[i]);
    const sum = products.reduce((total, product) => total + product, 0);
    return { channel, inputs, filter, products, sum };
  });
  const value = channels.reduce((total, { sum }) => total + sum, bias);
  return { kind: 'conv2d', size, channels, bias, value };
}

function explainDense(
  input: Tensor,
  kernel: Tensor,
  { unit, bias }: { readonly unit: number; readonly bias: number },
): Explanation {
  const units = kernel.shape[1];
  const all = Array.from(input.values, (value, index): UnitProduct => {
    const weight = kernel.values[index * units + unit];
    return { index, input: value, weight, product: value * weight };
  });
  const sumOf = (some: readonly UnitProduct[]) =>
    some.reduce((total, { product }) => total + product, 0);
  const positive = sumOf(all.filter(({ product }) => product > 0));
  const negative = sumOf(all.filter(({ product }) => product < 0));
  const largest = [...all].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  return {
    kind: 'dense',
    products: largest.slice(0, LISTED_PRODUCTS),
    inputs: all.length,
    living: all.filter(({ input: value }) => value !== 0).length,
    positive,
    negative,
    bias,
    value: positive + negative + bias,
  };
}

function explainPool(
  input: Tensor,
  size: number,
  how: 'max' | 'mean',
  place: ValuePlace,
): Explanation {
  const inputs: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      inputs.push(
        valueAt(input, {
          y: place.y * size + row,
          x: place.x * size + column,
          channel: place.channel,
        }),
      );
    }
  }
  if (how === 'mean') {
    const value = inputs.reduce((sum, one) => sum + one, 0) / inputs.length;
    return { kind: 'pool', how, size, inputs, winner: undefined, value };
  }
  const value = Math.max(...inputs);
  return { kind: 'pool', how, size, inputs, winner: inputs.indexOf(value), value };
}

function explainActivation(
  layer: Extract<Layer, { kind: 'activation' }>,
  input: Tensor,
  place: ValuePlace,
): Explanation {
  const x = valueAt(input, place);
  const inputs = [{ name: 'x', value: x }];
  switch (layer.activation) {
    case 'relu':
      return named('max(x, 0)', inputs, Math.max(x, 0));
    case 'leakyRelu': {
      const alpha = layer.alpha ?? DEFAULT_ALPHA;
      return named(`x above 0, else ${alpha} · x`, inputs, x > 0 ? x : alpha * x);
    }
    case 'silu':
      return named('x / (1 + exp(-x))', inputs, x / (1 + Math.exp(-x)));
    case 'softmax': {
      const largest = Math.max(...input.values);
      const sum = input.values.reduce((total, one) => total + Math.exp(one - largest), 0);
      const logits = Array.from(input.values, (value, i) => ({ name: `x${i}`, value }));
      return named(`exp(x${place.channel}) / sum of exp(x)`, logits, Math.exp(x - largest) / sum);
    }
  }
}

function explainNormalization(
  layer: Extract<Layer, { kind: 'batchNormalization' }>,
  x: number,
  weight: (role: string) => number,
): Explanation {
  const epsilon = layer.epsilon ?? BATCH_NORMALIZATION_DEFAULTS.epsilon;
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'movingMean', 'movingVariance'].map(
    weight,
  );
  return named(
    `gamma · (x - mean) / √(variance + ${epsilon}) + beta`,
    [
      { name: 'x', value: x },
      { name: 'mean', value: mean },
      { name: 'variance', value: variance },
      { name: 'gamma', value: gamma },
      { name: 'beta', value: beta },
    ],
    (gamma * (x - mean)) / Math.sqrt(variance + epsilon) + beta,
  );
}

function named(
  formula: string,
  inputs: readonly { readonly name: string; readonly value: number }[],
  value: number,
): Explanation {
  return { kind: 'function', formula, inputs, value };
}

function same(formula: string, x: number): Explanation {
  return named(formula, [{ name: 'x', value: x }], x);
}

function required(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`Expected ${name} to be there, to say how a value came about.`);
  return tensor;
}

function valueAt({ shape, values }: Tensor, { y, x, channel }: ValuePlace): number {
  if (shape.length === 1) return values[channel];
  const [, width, depth] = shape;
  return values[(y * width + x) * depth + channel];
}

function channelOf({ shape, values }: Tensor, channel: number): number[] {
  const depth = shape.at(-1)!;
  return Array.from({ length: values.length / depth }, (_, i) => values[i * depth + channel]);
}
