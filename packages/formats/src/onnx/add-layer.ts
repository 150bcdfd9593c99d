import {
  BATCH_NORMALIZATION_DEFAULTS,
  type Conv2dLayer,
  DEFAULT_ALPHA,
  type Layer,
  type LayerDescription,
  type NamedTensors,
  type Tensor,
  windowPlaces,
} from '@peasy/core';
import type { OnnxGraph } from './onnx-graph.js';

/**
 * Adds the operators of a layer. Maps are NCHW, the only order in which ONNX convolves.
 * @param input name of the value that the layer takes. @returns name of the value that it gives.
 */
export function addLayer(
  graph: OnnxGraph,
  layer: Layer,
  described: LayerDescription,
  input: string,
  weights: NamedTensors,
): string {
  const { name } = layer;
  const held = (role: string) => weights.get(`${name}/${role}`)!;
  const hold = (role: string) => graph.tensor(`${name}/${role}`, held(role));
  switch (layer.kind) {
    case 'conv2d': {
      const kernel = graph.tensor(`${name}/kernel`, filtersFirst(held('kernel')));
      const inputs = [input, kernel, ...(layer.useBias === false ? [] : [hold('bias')])];
      return graph.node('Conv', inputs, name, convolution(layer, described));
    }
    case 'dense':
      return graph.node('Gemm', [input, hold('kernel'), hold('bias')], name);
    case 'activation':
      if (layer.activation === 'silu') {
        return graph.node('Mul', [input, graph.node('Sigmoid', [input], `${name}/sigmoid`)], name);
      }
      if (layer.activation === 'leakyRelu') {
        const alpha = { float: layer.alpha ?? DEFAULT_ALPHA };
        return graph.node('LeakyRelu', [input], name, { alpha });
      }
      if (layer.activation === 'softmax') return graph.node('Softmax', [input], name, { axis: -1 });
      return graph.node('Relu', [input], name);
    case 'maxPool2d':
      return graph.node('MaxPool', [input], name, windows(layer.poolSize));
    case 'avgPool2d':
      return graph.node('AveragePool', [input], name, windows(layer.poolSize));
    case 'globalAveragePool2d': {
      const mean = graph.node('GlobalAveragePool', [input], `${name}/mean`);
      return graph.node('Flatten', [mean], name, { axis: 1 });
    }
    case 'batchNormalization': {
      const { epsilon } = { ...BATCH_NORMALIZATION_DEFAULTS, ...layer };
      const roles = ['gamma', 'beta', 'movingMean', 'movingVariance'].map(hold);
      return graph.node('BatchNormalization', [input, ...roles], name, {
        epsilon: { float: epsilon },
      });
    }
    case 'add':
      return graph.node('Add', [input, layer.from], name);
    case 'flatten': {
      const isMap = described.inputShape.length === 3;
      const map = isMap
        ? graph.node('Transpose', [input], `${name}/nhwc`, { perm: [0, 2, 3, 1] })
        : input;
      return graph.node('Flatten', [map], name, { axis: 1 });
    }
    case 'dropout':
      return graph.node('Identity', [input], name);
  }
}

function convolution(layer: Conv2dLayer, { inputShape }: LayerDescription) {
  const { kernelSize, strides = 1 } = layer;
  const rows = windowPlaces(inputShape[0], layer);
  const columns = windowPlaces(inputShape[1], layer);
  return {
    kernel_shape: [kernelSize, kernelSize],
    strides: [strides, strides],
    pads: [rows.before, columns.before, rows.after, columns.after],
  };
}

function windows(size: number) {
  return { kernel_shape: [size, size], strides: [size, size] };
}

/** HWIO to (filters, channels, rows, columns). */
function filtersFirst({ shape, values }: Tensor): Tensor {
  const [rows, columns, channels, filters] = shape;
  const result = new Float32Array(values.length);
  let to = 0;
  for (let f = 0; f < filters; f++) {
    for (let c = 0; c < channels; c++) {
      for (let place = 0; place < rows * columns; place++) {
        result[to++] = values[(place * channels + c) * filters + f];
      }
    }
  }
  return { shape: [filters, channels, rows, columns], values: result };
}
