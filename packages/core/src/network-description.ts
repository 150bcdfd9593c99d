import {
  ACTIVATIONS,
  type Conv2dLayer,
  type DenseLayer,
  INITIALIZERS,
  type Initializer,
  LAYER_KINDS,
  type Layer,
  type MapShape,
  type Network,
  PADDINGS,
} from './network.js';

/** One weight tensor of a network: `<layer>/kernel` or `<layer>/bias`. */
export interface WeightDescription {
  readonly name: string;
  readonly layer: string;
  readonly role: 'kernel' | 'bias';
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  readonly initializer: Initializer;
}

/** What follows from a layer's place in its network. */
export interface LayerDescription {
  readonly name: string;
  readonly kind: Layer['kind'];
  /** Without the batch: [height, width, channels] or [units]. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly weights: readonly WeightDescription[];
  readonly parameters: number;
  /** Multiply-adds of one forward pass of one photo; zero for layers without weights. */
  readonly multiplyAdds: number;
}

export interface NetworkDescription {
  readonly layers: readonly LayerDescription[];
  readonly weights: readonly WeightDescription[];
  /** Trainable numbers in all. */
  readonly parameters: number;
  /** Multiply-adds of one forward pass of one photo. */
  readonly multiplyAdds: number;
  /** Outputs of the last layer. */
  readonly classes: number;
}

/** A network that cannot be: the message names the layer, what was expected and what came. */
export class NetworkError extends Error {
  override name = 'NetworkError';
}

/**
 * Walks the network once and derives shapes, weights and cost.
 * @throws NetworkError for an empty network, a name used twice, sizes that do not fit, or a last layer that is no softmax.
 */
export function describeNetwork(network: Network): NetworkDescription {
  const layers: LayerDescription[] = [];
  const names = new Set<string>();
  let shape: readonly number[] = network.input;
  for (const size of network.input) requireCount(size, `The input of network "${network.name}"`);
  for (const layer of network.layers) {
    if (!layer.name || layer.name.includes('/')) {
      throw new NetworkError(
        `Expected a layer name without "/", got ${JSON.stringify(layer.name)}.`,
      );
    }
    if (names.has(layer.name)) {
      throw new NetworkError(`Expected layer names to be unique, got "${layer.name}" twice.`);
    }
    names.add(layer.name);
    const described = describeLayer(layer, shape);
    layers.push(described);
    shape = described.outputShape;
  }
  const last = network.layers.at(-1);
  if (last?.kind !== 'activation' || last.activation !== 'softmax') {
    throw new NetworkError(
      `Expected the last layer of network "${network.name}" to be a softmax activation, got ${last ? `"${last.name}" (${last.kind})` : 'no layer'}.`,
    );
  }
  return {
    layers,
    weights: layers.flatMap((layer) => layer.weights),
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    multiplyAdds: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0),
    classes: shape[0],
  };
}

function describeLayer(layer: Layer, inputShape: readonly number[]): LayerDescription {
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
    case 'conv2d': {
      const [height, width, channels] = requireMap(inputShape, where);
      const { filters, kernelSize, padding } = layer;
      requireWord(padding, PADDINGS, `${where}: padding`);
      requireCount(filters, `${where}: filters`);
      requireCount(kernelSize, `${where}: kernelSize`);
      if (kernelSize % 2 === 0) {
        throw new NetworkError(`${where}: expected an odd kernelSize, got ${kernelSize}.`);
      }
      const shrink = padding === 'valid' ? kernelSize - 1 : 0;
      if (height <= shrink || width <= shrink) {
        throw new NetworkError(
          `${where}: expected an input of at least ${kernelSize}x${kernelSize}, got ${height}x${width}.`,
        );
      }
      const out = [height - shrink, width - shrink, filters] as const;
      const window = kernelSize * kernelSize;
      return withWeights(
        layer,
        inputShape,
        out,
        [kernelSize, kernelSize, channels, filters],
        window * channels,
        window * filters,
        out[0] * out[1],
      );
    }
    case 'dense': {
      if (inputShape.length !== 1) {
        throw new NetworkError(
          `${where}: expected a flat input, got [${inputShape.join(', ')}]. Put a flatten layer before it.`,
        );
      }
      requireCount(layer.units, `${where}: units`);
      const inputs = inputShape[0];
      return withWeights(
        layer,
        inputShape,
        [layer.units],
        [inputs, layer.units],
        inputs,
        layer.units,
        1,
      );
    }
    case 'maxPool2d': {
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
      return plain(inputShape);
    default:
      throw new NetworkError(
        `Expected a layer of kind ${LAYER_KINDS.join(', ')}, got ${JSON.stringify((layer as Layer).kind)}.`,
      );
  }
}

function withWeights(
  layer: Conv2dLayer | DenseLayer,
  inputShape: readonly number[],
  outputShape: readonly number[],
  kernelShape: readonly number[],
  fanIn: number,
  fanOut: number,
  positions: number,
): LayerDescription {
  const size = kernelShape.reduce((product, n) => product * n, 1);
  const units = kernelShape.at(-1)!;
  const initializer = layer.initializer ?? 'glorotUniform';
  requireWord(initializer, INITIALIZERS, `Layer "${layer.name}" (${layer.kind}): initializer`);
  const shared = { layer: layer.name, fanIn, fanOut, initializer };
  return {
    name: layer.name,
    kind: layer.kind,
    inputShape,
    outputShape,
    weights: [
      { name: `${layer.name}/kernel`, role: 'kernel', shape: kernelShape, ...shared },
      { name: `${layer.name}/bias`, role: 'bias', shape: [units], ...shared },
    ],
    parameters: size + units,
    multiplyAdds: size * positions,
  };
}

function requireMap(shape: readonly number[], where: string): MapShape {
  if (shape.length !== 3) {
    throw new NetworkError(
      `${where}: expected a map [height, width, channels] as input, got [${shape.join(', ')}].`,
    );
  }
  return shape as unknown as MapShape;
}

function requireCount(value: number, what: string): void {
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
