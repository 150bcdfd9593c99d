import { join } from 'node:path';
import { type NamedTensors, NETWORKS, type Network, withoutDropout } from '@peasy/core';
import h5wasm from 'h5wasm/node';
import { GOLDEN } from './golden.js';

/** The post's CNN as published, without dropout. */
export const seedCnn: Network = withoutDropout(NETWORKS.cnn([32, 32, 3], 2));

/** The published weights, from Theano's layout to ours. */
export async function readSeedCnnWeights(): Promise<NamedTensors> {
  await h5wasm.ready;
  const file = new h5wasm.File(join(GOLDEN, 'seed-cnn/my_convnet_SDG.h5'), 'r');
  const read = (layer: string, part: 'W' | 'b'): { shape: number[]; values: Float32Array } => {
    const dataset = file.get(`model_weights/${layer}/${layer}_${part}`);
    if (!(dataset instanceof h5wasm.Dataset))
      throw new Error(`Expected ${layer}_${part} in the file.`);
    return { shape: dataset.shape ?? [], values: dataset.value as Float32Array };
  };
  const hidden = read('HiddenLayer', 'W');
  const weights = new Map([
    ['ConvLayer1/kernel', turned(read('ConvLayer1', 'W'))],
    ['ConvLayer1/bias', read('ConvLayer1', 'b')],
    ['ConvLayer2/kernel', turned(read('ConvLayer2', 'W'))],
    ['ConvLayer2/bias', read('ConvLayer2', 'b')],
    ['HiddenLayer/kernel', { ...hidden, values: rowsToNhwc(hidden.values, 8, 8, 8) }],
    ['HiddenLayer/bias', read('HiddenLayer', 'b')],
    ['Classifier/kernel', read('dense_14', 'W')],
    ['Classifier/bias', read('dense_14', 'b')],
  ]);
  file.close();
  return weights;
}

/** (filters, channels, rows, columns) of a true convolution to HWIO of a cross-correlation: turned by 180 degrees. */
function turned({ shape, values }: { shape: number[]; values: Float32Array }) {
  const [filters, channels, rows, columns] = shape;
  const result = new Float32Array(values.length);
  let from = 0;
  for (let f = 0; f < filters; f++) {
    for (let c = 0; c < channels; c++) {
      for (let y = rows - 1; y >= 0; y--) {
        for (let x = columns - 1; x >= 0; x--) {
          result[((y * columns + x) * channels + c) * filters + f] = values[from++];
        }
      }
    }
  }
  return { shape: [rows, columns, channels, filters], values: result };
}

/** Rows of a dense kernel from the order (channel, row, column) to (row, column, channel). */
function rowsToNhwc(values: Float32Array, channels: number, rows: number, columns: number) {
  const units = values.length / (channels * rows * columns);
  const result = new Float32Array(values.length);
  let from = 0;
  for (let c = 0; c < channels; c++) {
    for (let place = 0; place < rows * columns; place++) {
      result.set(values.subarray(from, from + units), (place * channels + c) * units);
      from += units;
    }
  }
  return result;
}
