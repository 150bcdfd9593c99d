import {
  ACTIVATIONS,
  type BatchNormalizationLayer,
  type Conv2dLayer,
  type DenseLayer,
  INITIALIZERS,
  LAYER_KINDS,
  type Layer,
  type MapShape,
  PADDINGS,
  STRIDES,
} from './network.js';
import type { LayerDescription, WeightDescription } from './network-description.js';
import { NetworkError } from './network-error.js';
import { windowPlaces } from './window-places.js';

/**
 * A layer in its place.
 * @param earlier output shapes of the layers before it, by name.
 * @throws NetworkError naming the layer, what was expected and what came.
 */
export function describeLayer(
  layer: Layer,
  inputShape: readonly number[],
  earlier: ReadonlyMap<string, readonly number[]>,
): LayerDescription {
  const where = `Layer "${layer.name}" (${layer.kind})`;
  const plain = (outputShape: readonly number[]): LayerDescription => ({
    name: layer.name,
    kind: layer.kind,
    inputShape,
    outputShape,
    weights: [],
    parameters: 0,
    multiplyAdds: 0,
  });
  switch (layer.kind) {
    case 'conv2d':
      return describeConv2d(layer, requireMap(inputShape, where), where);
    case 'dense': {
      if (inputShape.length !== 1) {
        throw new NetworkError(
          `${where}: expected a flat input, got [${inputShape.join(', ')}]. Put a flatten layer before it.`,
        );
      }
      requireCount(layer.units, `${where}: units`);
      const kernel = [inputShape[0], layer.units];
      return withKernel(layer, { inputShape, outputShape: [layer.units], kernel, places: 1 });
    }
    case 'maxPool2d':
    case 'avgPool2d': {
      const [height, width, channels] = requireMap(inputShape, where);
      requireCount(layer.poolSize, `${where}: poolSize`);
      const out = [Math.floor(height / layer.poolSize), Math.floor(width / layer.poolSize)];
      if (out[0] < 1 || out[1] < 1) {
        throw new NetworkError(
          `${where}: expected an input of at least ${layer.poolSize}x${layer.poolSize}, got ${height}x${width}.`,
        );
      }
      return plain([...out, channels]);
    }
    case 'globalAveragePool2d':
      return plain([requireMap(inputShape, where)[2]]);
    case 'batchNormalization': {
      requireNormalization(layer, where);
      const weights = normalizationWeights(layer.name, inputShape.at(-1)!);
      return { ...plain(inputShape), weights, parameters: 2 * inputShape.at(-1)! };
    }
    case 'add':
      requireEarlier(layer.from, inputShape, earlier, where);
      return plain(inputShape);
    case 'dropout':
      if (!(layer.rate >= 0 && layer.rate < 1)) {
        throw new NetworkError(
          `${where}: expected a rate of 0 and up, below 1, got ${layer.rate}.`,
        );
      }
      return plain(inputShape);
    case 'flatten':
      return plain([inputShape.reduce((product, size) => product * size, 1)]);
    case 'activation':
      requireWord(layer.activation, ACTIVATIONS, where);
      if (layer.activation === 'softmax' && inputShape.length !== 1) {
        throw new NetworkError(
          `${where}: expected a flat input for softmax, got [${inputShape.join(', ')}].`,
        );
      }
      if (layer.alpha !== undefined && layer.activation !== 'leakyRelu') {
        throw new NetworkError(
          `${where}: expected alpha for leakyRelu only, got ${layer.activation}.`,
        );
      }
      // Below zero or above one, the sign of the output would no longer tell the slope.
      if (layer.alpha !== undefined && !(layer.alpha >= 0 && layer.alpha <= 1)) {
        throw new NetworkError(`${where}: expected an alpha between 0 and 1, got ${layer.alpha}.`);
      }
      return plain(inputShape);
    default:
      throw new NetworkError(
        `Expected a layer of kind ${LAYER_KINDS.join(', ')}, got ${JSON.stringify((layer as Layer).kind)}.`,
      );
  }
}

function describeConv2d(layer: Conv2dLayer, inputShape: MapShape, where: string): LayerDescription {
  const [height, width, channels] = inputShape;
  const { filters, kernelSize, padding, strides = 1 } = layer;
  requireWord(padding, PADDINGS, `${where}: padding`);
  requireCount(filters, `${where}: filters`);
  requireCount(kernelSize, `${where}: kernelSize`);
  if (kernelSize % 2 === 0) {
    throw new NetworkError(`${where}: expected an odd kernelSize, got ${kernelSize}.`);
  }
  if (!STRIDES.includes(strides)) {
    throw new NetworkError(
      `${where}: expected strides of ${STRIDES.join(' or ')}, got ${strides}.`,
    );
  }
  const outHeight = windowPlaces(height, layer).count;
  const outWidth = windowPlaces(width, layer).count;
  if (outHeight < 1 || outWidth < 1) {
    throw new NetworkError(
      `${where}: expected an input of at least ${kernelSize}x${kernelSize}, got ${height}x${width}.`,
    );
  }
  return withKernel(layer, {
    inputShape,
    outputShape: [outHeight, outWidth, filters],
    kernel: [kernelSize, kernelSize, channels, filters],
    places: outHeight * outWidth,
  });
}

/** @param shapes `kernel` ends with inputs and outputs; `places`: how often a photo's pass uses it. */
function withKernel(
  layer: Conv2dLayer | DenseLayer,
  shapes: {
    readonly inputShape: readonly number[];
    readonly outputShape: readonly number[];
    readonly kernel: readonly number[];
    readonly places: number;
  },
): LayerDescription {
  const { inputShape, outputShape, kernel, places } = shapes;
  const size = kernel.reduce((product, n) => product * n, 1);
  const units = kernel.at(-1)!;
  const initializer = layer.initializer ?? 'glorotUniform';
  requireWord(initializer, INITIALIZERS, `Layer "${layer.name}" (${layer.kind}): initializer`);
  const shared = {
    layer: layer.name,
    trainable: true,
    fanIn: size / units,
    fanOut: size / kernel.at(-2)!,
    initializer,
  };
  const hasBias = layer.kind === 'dense' || layer.useBias !== false;
  const weights: WeightDescription[] = [
    { name: `${layer.name}/kernel`, role: 'kernel', shape: kernel, ...shared },
  ];
  if (hasBias) {
    weights.push({ name: `${layer.name}/bias`, role: 'bias', shape: [units], ...shared });
  }
  return {
    name: layer.name,
    kind: layer.kind,
    inputShape,
    outputShape,
    weights,
    parameters: size + (hasBias ? units : 0),
    multiplyAdds: size * places,
  };
}

function normalizationWeights(layer: string, channels: number): WeightDescription[] {
  return (['gamma', 'beta', 'movingMean', 'movingVariance'] as const).map((role) => ({
    name: `${layer}/${role}`,
    layer,
    role,
    trainable: role === 'gamma' || role === 'beta',
    shape: [channels],
    fanIn: 1,
    fanOut: 1,
    initializer: 'glorotUniform',
  }));
}

function requireNormalization({ momentum, epsilon }: BatchNormalizationLayer, where: string): void {
  if (momentum !== undefined && !(momentum >= 0 && momentum < 1)) {
    throw new NetworkError(`${where}: expected a momentum of 0 and up, below 1, got ${momentum}.`);
  }
  if (epsilon !== undefined && !(epsilon > 0 && epsilon < Infinity)) {
    throw new NetworkError(`${where}: expected an epsilon above 0, got ${epsilon}.`);
  }
}

function requireEarlier(
  from: string,
  inputShape: readonly number[],
  earlier: ReadonlyMap<string, readonly number[]>,
  where: string,
): void {
  const shape = earlier.get(from);
  if (!shape) {
    throw new NetworkError(
      `${where}: expected \`from\` to name an earlier layer, got ${JSON.stringify(from)}. Earlier layers: ${[...earlier.keys()].join(', ') || 'none'}.`,
    );
  }
  if (shape.length !== inputShape.length || shape.some((size, i) => size !== inputShape[i])) {
    throw new NetworkError(
      `${where}: expected an output of shape [${inputShape.join(', ')}] from layer "${from}", as its own input, got [${shape.join(', ')}].`,
    );
  }
}

function requireMap(shape: readonly number[], where: string): MapShape {
  if (shape.length !== 3) {
    throw new NetworkError(
      `${where}: expected a map [height, width, channels] as input, got [${shape.join(', ')}].`,
    );
  }
  return shape as unknown as MapShape;
}

/** @throws NetworkError when it is no whole number of 1 and up. */
export function requireCount(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new NetworkError(`${what}: expected a whole number of 1 and up, got ${value}.`);
  }
}

function requireWord(word: string, words: readonly string[], what: string): void {
  if (!words.includes(word)) {
    throw new NetworkError(
      `${what}: expected one of ${words.join(', ')}, got ${JSON.stringify(word)}.`,
    );
  }
}
