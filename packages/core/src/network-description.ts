import { describeLayer, requireCount } from './describe-layer.js';
import type { Initializer, Layer, Network } from './network.js';
import { NetworkError } from './network-error.js';

/** What a weight tensor is to its layer: the last part of its name. */
export type WeightRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

/** One weight tensor of a network: `<layer>/<role>`. */
export interface WeightDescription {
  readonly name: string;
  readonly layer: string;
  readonly role: WeightRole;
  /** Whether an optimiser moves it; a batch normalisation's moving statistics follow the batches instead. */
  readonly trainable: boolean;
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
  /** Trainable numbers. */
  readonly parameters: number;
  /** Multiply-adds of one forward pass of one photo, of convolutions and dense layers; zero for the others. */
  readonly multiplyAdds: number;
}

/** What follows from a network's layers: shapes, weights, counts. */
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

/**
 * Walks the network once and derives shapes, weights and cost.
 * @throws NetworkError for an empty network, a name used twice, sizes that do not fit, or a last layer that is no softmax.
 */
export function describeNetwork(network: Network): NetworkDescription {
  const layers: LayerDescription[] = [];
  const shapes = new Map<string, readonly number[]>();
  let shape: readonly number[] = network.input;
  for (const size of network.input) requireCount(size, `The input of network "${network.name}"`);
  for (const layer of network.layers) {
    if (!layer.name || layer.name.includes('/')) {
      throw new NetworkError(
        `Expected a layer name without "/", got ${JSON.stringify(layer.name)}.`,
      );
    }
    if (shapes.has(layer.name)) {
      throw new NetworkError(`Expected layer names to be unique, got "${layer.name}" twice.`);
    }
    const described = describeLayer(layer, shape, shapes);
    layers.push(described);
    shape = described.outputShape;
    shapes.set(layer.name, shape);
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
