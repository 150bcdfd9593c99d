import { NETWORKS, type Tensor } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import {
  filterLayers,
  filterOf,
  filterPicture,
  filterShape,
  pictureSize,
  weightRange,
} from './filter-pictures.js';

const CNN = NETWORKS.cnn([32, 32, 3], 2);
const DENSE = NETWORKS.dense([32, 32, 3], 2);

describe('filterShape()', () => {
  it.each([
    [CNN, 'ConvLayer1', { height: 3, width: 3, depth: 3, isColoured: true, spare: 0 }],
    [CNN, 'ConvLayer2', { height: 3, width: 3, depth: 32, isColoured: false, spare: 0 }],
    [CNN, 'HiddenLayer', { height: 8, width: 8, depth: 8, isColoured: false, spare: 0 }],
    [DENSE, 'Input_layer', { height: 32, width: 32, depth: 3, isColoured: true, spare: 0 }],
    [DENSE, 'Hidden_layer', { height: 28, width: 28, depth: 1, isColoured: false, spare: 16 }],
  ] as const)('of $0.name, $1', (network, layer, shape) => {
    expect(filterShape(network, layer)).toEqual(shape);
  });

  it('is there for every layer with a kernel', () => {
    expect(filterLayers(DENSE).map(({ name }) => name)).toEqual([
      'Input_layer',
      'Hidden_layer',
      'Classifier_layer',
    ]);
  });
});

describe('filterPicture()', () => {
  const shape = filterShape(CNN, 'ConvLayer1');
  const kernel: Tensor = {
    shape: [3, 3, 3, 2],
    values: Float32Array.from({ length: 54 }, (_, i) => (i % 2 === 0 ? 0 : i === 1 ? 1 : -0.5)),
  };

  it('takes one filter out of a kernel', () => {
    expect([...filterOf(kernel, 1, shape).values].slice(0, 3)).toEqual([1, -0.5, -0.5]);
    expect(filterOf(kernel, 1, shape).shape).toEqual([3, 3, 3]);
  });

  it('draws zero as middle grey, and a weight of one colour in that colour', () => {
    const range = weightRange(kernel.values);
    expect(range).toEqual({ from: -1, to: 1 });
    expect(filterPicture(filterOf(kernel, 0, shape), shape, range, 'colour').words[0]).toBe(
      0xff808080,
    );
    expect(filterPicture(filterOf(kernel, 1, shape), shape, range, 'colour').words[0]).toBe(
      0xff4040ff,
    );
  });

  it('draws many channels as tiles with a pixel between', () => {
    const tiles = filterShape(CNN, 'ConvLayer2');
    expect(pictureSize(tiles)).toEqual({ height: 15, width: 31 });
    const filter = { shape: [3, 3, 32], values: new Float32Array(9 * 32).fill(1) };
    const { words } = filterPicture(filter, tiles, { from: -1, to: 1 }, 'grey');
    expect([...words.subarray(0, 5)]).toEqual([
      ...[0xffffffff, 0xffffffff, 0xffffffff],
      ...[0, 0xffffffff],
    ]);
  });
});
