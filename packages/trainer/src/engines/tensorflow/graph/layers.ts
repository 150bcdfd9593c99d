import {
  BATCH_NORMALIZATION_DEFAULTS,
  type BatchNormalizationLayer,
  DEFAULT_ALPHA,
  type Layer,
  type LayerDescription,
} from '@peasy/core';
import { FLOATS, type Graph, type Output } from './graph.js';

/** A layer's place in a graph that computes outputs, and what a training pass needs beside. */
export interface LayerPlace {
  readonly graph: Graph;
  readonly description: LayerDescription;
  /** By role. */
  readonly weights: ReadonlyMap<string, Output>;
  /** Output of the layer that an `add` names. */
  readonly added?: Output;
  readonly training?: {
    /** Factors of a dropout layer's outputs, 0 or 1 / (1 - rate). */
    readonly mask?: Output;
  };
}

/** A layer in a graph: its output, and what leads back through it. */
export interface GraphLayer {
  readonly output: Output;
  /** Mean and biased variance of the batch, a channel: of a batch normalisation in training. */
  readonly statistics?: { readonly mean: Output; readonly variance: Output };
  /**
   * Adds the way back.
   * @param dy the gradient of the output.
   * @returns gradients of the weights by role, and that of the input, whose nodes nobody runs who does not ask for it.
   */
  backward(dy: Output): Backward;
}

export interface Backward {
  readonly dx: Output;
  readonly weights: Readonly<Record<string, Output>>;
}

/** Adds a layer; formulas are those of the layer's type in core. The softmax at the end is not for here. */
export function addLayer(place: LayerPlace, layer: Layer, x: Output): GraphLayer {
  const { graph, weights, training } = place;
  switch (layer.kind) {
    case 'conv2d':
      return convolution(place, layer, x);
    case 'dense':
      return dense(place, x);
    case 'activation':
      return activation(graph, layer, x);
    case 'maxPool2d':
      return maxPool(graph, layer.poolSize, x);
    case 'avgPool2d':
      return averagePool(graph, layer.poolSize, x);
    case 'globalAveragePool2d':
      return globalAverage(place, x);
    case 'flatten': {
      const [size] = place.description.outputShape;
      return {
        output: graph.reshape(x, [-1, size]),
        backward: (dy) => ({
          dx: graph.reshape(dy, [-1, ...place.description.inputShape]),
          weights: {},
        }),
      };
    }
    case 'add':
      return {
        output: graph.add(x, place.added!),
        backward: (dy) => ({ dx: dy, weights: {} }),
      };
    case 'dropout': {
      const mask = training?.mask;
      if (mask === undefined) return through(x);
      return {
        output: graph.multiply(x, mask),
        backward: (dy) => ({ dx: graph.multiply(dy, mask), weights: {} }),
      };
    }
    case 'batchNormalization':
      return training
        ? normalizeByBatch(place, layer, x)
        : through(normalizeByMoving(graph, weights, layer, x));
  }
}

function through(output: Output): GraphLayer {
  return { output, backward: (dy) => ({ dx: dy, weights: {} }) };
}

const NHWC = { data_format: { text: 'NHWC' } } as const;

function convolution(
  { graph, weights, description }: LayerPlace,
  layer: Extract<Layer, { kind: 'conv2d' }>,
  x: Output,
): GraphLayer {
  const kernel = weights.get('kernel')!;
  const bias = weights.get('bias');
  const strides = layer.strides ?? 1;
  const attributes = {
    ...FLOATS,
    ...NHWC,
    strides: { ints: [1, strides, strides, 1] },
    dilations: { ints: [1, 1, 1, 1] },
    padding: { text: layer.padding.toUpperCase() },
  };
  const map = graph.node('Conv2D', [x, kernel], attributes);
  return {
    output: bias ? addBias(graph, map, bias) : map,
    backward(dy) {
      const shape = description.weights.find(({ role }) => role === 'kernel')!.shape;
      const back = (operation: string, inputs: Output[]) =>
        graph.node(operation, inputs, attributes);
      return {
        dx: back('Conv2DBackpropInput', [graph.shapeOf(x), kernel, dy]),
        weights: {
          kernel: back('Conv2DBackpropFilter', [x, graph.integers(shape), dy]),
          ...(bias && { bias: biasGradient(graph, dy) }),
        },
      };
    },
  };
}

function dense({ graph, weights }: LayerPlace, x: Output): GraphLayer {
  const kernel = weights.get('kernel')!;
  const product = (a: Output, b: Output, transposed: { a?: boolean; b?: boolean }) =>
    graph.node('MatMul', [a, b], {
      ...FLOATS,
      transpose_a: { bool: transposed.a ?? false },
      transpose_b: { bool: transposed.b ?? false },
    });
  return {
    output: addBias(graph, product(x, kernel, {}), weights.get('bias')!),
    backward: (dy) => ({
      dx: product(dy, kernel, { b: true }),
      weights: { kernel: product(x, dy, { a: true }), bias: biasGradient(graph, dy) },
    }),
  };
}

function addBias(graph: Graph, x: Output, bias: Output): Output {
  return graph.node('BiasAdd', [x, bias], { ...FLOATS, ...NHWC });
}

function biasGradient(graph: Graph, dy: Output): Output {
  return graph.node('BiasAddGrad', [dy], { ...FLOATS, ...NHWC });
}

function activation(
  graph: Graph,
  layer: Extract<Layer, { kind: 'activation' }>,
  x: Output,
): GraphLayer {
  switch (layer.activation) {
    case 'relu': {
      const output = graph.float('Relu', x);
      return {
        output,
        backward: (dy) => ({ dx: graph.float('ReluGrad', dy, output), weights: {} }),
      };
    }
    case 'leakyRelu': {
      const attributes = { ...FLOATS, alpha: { float: layer.alpha ?? DEFAULT_ALPHA } };
      const output = graph.node('LeakyRelu', [x], attributes);
      // By the output, which has the input's sign: so the input need not be kept, and can be fused away.
      return {
        output,
        backward: (dy) => ({
          dx: graph.node('LeakyReluGrad', [dy, output], attributes),
          weights: {},
        }),
      };
    }
    case 'silu': {
      const share = graph.float('Sigmoid', x);
      return {
        output: graph.multiply(x, share),
        // s + x · s · (1 - s), of which SigmoidGrad is the last two factors by another.
        backward: (dy) => ({
          dx: graph.add(
            graph.multiply(dy, share),
            graph.float('SigmoidGrad', share, graph.multiply(dy, x)),
          ),
          weights: {},
        }),
      };
    }
    case 'softmax':
      return {
        output: graph.float('Softmax', x),
        backward(dy) {
          throw new Error(`Expected a softmax at the end only, got ${layer.name} before ${dy}.`);
        },
      };
  }
}

function windows(size: number) {
  return {
    ...FLOATS,
    ...NHWC,
    ksize: { ints: [1, size, size, 1] },
    strides: { ints: [1, size, size, 1] },
    padding: { text: 'VALID' },
  };
}

function maxPool(graph: Graph, size: number, x: Output): GraphLayer {
  const output = graph.node('MaxPool', [x], windows(size));
  return {
    output,
    backward: (dy) => ({
      dx: graph.node('MaxPoolGrad', [x, output, dy], windows(size)),
      weights: {},
    }),
  };
}

function averagePool(graph: Graph, size: number, x: Output): GraphLayer {
  return {
    output: graph.node('AvgPool', [x], windows(size)),
    backward: (dy) => ({
      dx: graph.node('AvgPoolGrad', [graph.shapeOf(x), dy], windows(size)),
      weights: {},
    }),
  };
}

function globalAverage({ graph, description }: LayerPlace, x: Output): GraphLayer {
  const [height, width, channels] = description.inputShape;
  return {
    output: graph.reduce('Mean', x, [1, 2]),
    backward(dy) {
      const spread = graph.node(
        'BroadcastTo',
        [graph.reshape(dy, [-1, 1, 1, channels]), graph.shapeOf(x)],
        { ...FLOATS, Tidx: { type: 'int32' } },
      );
      return { dx: graph.multiply(spread, 1 / (height * width)), weights: {} };
    },
  };
}

/** By the batch's own statistics. A row of features is normalised as a map of one place. */
function normalizeByBatch(
  { graph, weights, description }: LayerPlace,
  { epsilon = BATCH_NORMALIZATION_DEFAULTS.epsilon }: BatchNormalizationLayer,
  x: Output,
): GraphLayer {
  const shape = description.inputShape;
  const channels = shape.at(-1)!;
  const asMap = (values: Output) =>
    shape.length === 3 ? values : graph.reshape(values, [-1, 1, 1, channels]);
  const asGiven = (values: Output) =>
    shape.length === 3 ? values : graph.reshape(values, [-1, channels]);
  const attributes = {
    ...FLOATS,
    ...NHWC,
    U: { type: 'float' },
    epsilon: { float: epsilon },
    is_training: { bool: true },
  } as const;
  const map = asMap(x);
  const none = graph.node('Fill', [graph.integers([0]), graph.scalar(0)], {
    ...FLOATS,
    index_type: { type: 'int32' },
  });
  const gamma = weights.get('gamma')!;
  const inputs = [map, gamma, weights.get('beta')!, none, none];
  const normal = graph.node('FusedBatchNormV3', inputs, attributes);
  return {
    output: asGiven(normal),
    statistics: { mean: `${normal}:1`, variance: biased(graph, map, `${normal}:2`, channels) },
    backward(dy) {
      const kept = [3, 4, 5].map((i) => `${normal}:${i}`);
      const back = graph.node('FusedBatchNormGradV3', [asMap(dy), map, gamma, ...kept], attributes);
      return { dx: asGiven(back), weights: { gamma: `${back}:1`, beta: `${back}:2` } };
    },
  };
}

/** TensorFlow gives the variance of n values as their squares' sum by n - 1 (by 1 where n is 1); ours is by n. */
function biased(graph: Graph, map: Output, variance: Output, channels: number): Output {
  const size = graph.node('Size', [map], { ...FLOATS, out_type: { type: 'int32' } });
  const values = graph.float('RealDiv', graph.cast(size, 'int32', 'float'), graph.scalar(channels));
  const less = graph.float('Sub', values, graph.scalar(1));
  return graph.multiply(variance, graph.float('RealDiv', less, values));
}

function normalizeByMoving(
  graph: Graph,
  weights: ReadonlyMap<string, Output>,
  { epsilon = BATCH_NORMALIZATION_DEFAULTS.epsilon }: BatchNormalizationLayer,
  x: Output,
): Output {
  const spread = graph.add(weights.get('movingVariance')!, graph.scalar(epsilon));
  const scale = graph.multiply(graph.float('Rsqrt', spread), weights.get('gamma')!);
  const centred = graph.float('Sub', x, weights.get('movingMean')!);
  return graph.add(graph.multiply(centred, scale), weights.get('beta')!);
}
