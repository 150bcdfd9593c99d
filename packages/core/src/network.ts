/**
 * A network as data: a list of layers with names. Shapes, parameter counts and multiply-adds are
 * derived from it; an engine compiles it; a snapshot refers to its weights by name.
 */

/** Height, width and channels of a picture or of a feature map, in that order. */
export type MapShape = readonly [height: number, width: number, channels: number];

/** How the first values of a layer's kernel are drawn. Biases start at zero. */
export const INITIALIZERS = ['glorotUniform', 'heUniform', 'uniform05'] as const;
/** `glorotUniform`: U(±sqrt(6/(fanIn+fanOut))). `heUniform`: U(±sqrt(6/fanIn)). `uniform05`: U(±0.05), the `uniform` of Keras 1. */
export type Initializer = (typeof INITIALIZERS)[number];

/** Convolution kinds of border: `same` pads with zeros and keeps the size, `valid` keeps to the inside. */
export const PADDINGS = ['same', 'valid'] as const;
/** One of PADDINGS. */
export type Padding = (typeof PADDINGS)[number];

/**
 * Functions applied value by value, or over the last axis (`softmax`). `relu`: max(x, 0).
 * `leakyRelu`: x where it is above zero, else alpha · x. `silu`: x / (1 + exp(-x)), also called swish.
 */
export const ACTIVATIONS = ['relu', 'leakyRelu', 'silu', 'softmax'] as const;
/** One of ACTIVATIONS. */
export type Activation = (typeof ACTIVATIONS)[number];

/** Steps of a convolution's window, both ways. */
export const STRIDES = [1, 2] as const;
/** One of STRIDES. */
export type Strides = (typeof STRIDES)[number];

/** 2-d cross-correlation with `filters` kernels of `kernelSize` x `kernelSize`, plus bias. Kernel shape: HWIO. */
export interface Conv2dLayer {
  readonly kind: 'conv2d';
  readonly name: string;
  readonly filters: number;
  /** Odd. */
  readonly kernelSize: number;
  readonly padding: Padding;
  /** 1 where it is left out. */
  readonly strides?: Strides;
  /** true where it is left out; a batch normalisation right after makes a bias useless. */
  readonly useBias?: boolean;
  readonly initializer?: Initializer;
}

/** Slope of leakyRelu below zero where a layer names none: PyTorch's. */
export const DEFAULT_ALPHA = 0.01;

/** An activation, value by value; softmax over a photo's outputs. */
export interface ActivationLayer {
  readonly kind: 'activation';
  readonly name: string;
  readonly activation: Activation;
  /** Of leakyRelu: its slope below zero, DEFAULT_ALPHA where it is left out. */
  readonly alpha?: number;
}

/** Maximum over windows of `poolSize` x `poolSize`, moved by `poolSize`; what does not fill a window is dropped. */
export interface MaxPool2dLayer {
  readonly kind: 'maxPool2d';
  readonly name: string;
  readonly poolSize: number;
}

/** Mean over windows, placed as MaxPool2dLayer places them. */
export interface AvgPool2dLayer {
  readonly kind: 'avgPool2d';
  readonly name: string;
  readonly poolSize: number;
}

/** Mean over all places of a map: one value a channel. */
export interface GlobalAveragePool2dLayer {
  readonly kind: 'globalAveragePool2d';
  readonly name: string;
}

/** Keras' values where a layer names none. */
export const BATCH_NORMALIZATION_DEFAULTS = { momentum: 0.99, epsilon: 1e-3 } as const;

/**
 * gamma · (x - mean) / sqrt(variance + epsilon) + beta, a channel. In training, mean and (biased)
 * variance are of all photos and places of the batch, and the moving ones follow as
 * moving · momentum + batch · (1 - momentum); outside training the moving ones are used (Keras;
 * PyTorch's momentum is 1 minus this one, and its moving variance is the unbiased one).
 */
export interface BatchNormalizationLayer {
  readonly kind: 'batchNormalization';
  readonly name: string;
  readonly momentum?: number;
  readonly epsilon?: number;
}

/** Its input plus the output of the earlier layer `from`, of the same shape: the end of a residual block. */
export interface AddLayer {
  readonly kind: 'add';
  readonly name: string;
  readonly from: string;
}

/** In training, sets each value to zero with probability `rate` and scales the others by 1 / (1 - rate). */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly name: string;
  /** 0 and up, below 1. */
  readonly rate: number;
}

/** Height x width x channels to one row, in NHWC order. */
export interface FlattenLayer {
  readonly kind: 'flatten';
  readonly name: string;
}

/** x · kernel + bias. Kernel shape: [inputs, units]. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly name: string;
  readonly units: number;
  readonly initializer?: Initializer;
}

/** A layer of a network; `kind` tells which. */
export type Layer =
  | Conv2dLayer
  | ActivationLayer
  | MaxPool2dLayer
  | DropoutLayer
  | FlattenLayer
  | DenseLayer
  | AvgPool2dLayer
  | GlobalAveragePool2dLayer
  | BatchNormalizationLayer
  | AddLayer;

/** Kinds of layers that engines know. */
export const LAYER_KINDS = [
  'conv2d',
  'activation',
  'maxPool2d',
  'dropout',
  'flatten',
  'dense',
  'avgPool2d',
  'globalAveragePool2d',
  'batchNormalization',
  'add',
] as const satisfies readonly Layer['kind'][];

/** The last layer is a softmax over the classes. Layer names are unique. */
export interface Network {
  readonly name: string;
  readonly input: MapShape;
  readonly layers: readonly Layer[];
}

/**
 * The same network with every dropout layer taken out: for inference by hand and for reference
 * steps. An add from a dropout layer then takes that layer's input.
 */
export function withoutDropout(network: Network): Network {
  const layers: Layer[] = [];
  const standIns = new Map<string, string | undefined>();
  for (const layer of network.layers) {
    if (layer.kind === 'dropout') {
      standIns.set(layer.name, layers.at(-1)?.name);
      continue;
    }
    const standIn = layer.kind === 'add' ? standIns.get(layer.from) : undefined;
    layers.push(layer.kind === 'add' && standIn ? { ...layer, from: standIn } : layer);
  }
  return { ...network, layers };
}
