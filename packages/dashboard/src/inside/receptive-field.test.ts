import { NETWORKS, type Network } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { PHOTO, receptiveFields } from './receptive-field.js';

const cnn = NETWORKS.cnn([32, 32, 3], 2);

describe('receptiveFields()', () => {
  it('goes from the second convolution through the pool to eight pixels of the photo', () => {
    const fields = receptiveFields(cnn, 'ConvLayer2', { y: 5, x: 8 });
    expect(fields.get('PoolingLayer1')).toEqual({ top: 4, bottom: 6, left: 7, right: 9 });
    expect(fields.get('ConvLayer1')).toEqual({ top: 8, bottom: 13, left: 14, right: 19 });
    expect(fields.get(PHOTO)).toEqual({ top: 7, bottom: 14, left: 13, right: 20 });
    expect(fields.has('PoolingLayer2')).toBe(false);
  });

  it('ends at the border, where a convolution reads zeros', () => {
    const fields = receptiveFields(cnn, 'ConvLayer1', { y: 0, x: 31 });
    expect(fields.get(PHOTO)).toEqual({ top: 0, bottom: 1, left: 30, right: 31 });
  });

  it('is the whole photo from a dense layer on', () => {
    const fields = receptiveFields(cnn, 'HiddenLayer', { y: 0, x: 0 });
    expect(fields.get(PHOTO)).toEqual({ top: 0, bottom: 31, left: 0, right: 31 });
    expect(fields.get('PoolingLayer2')).toEqual({ top: 0, bottom: 7, left: 0, right: 7 });
  });

  it('holds both ways into an addition, and follows strides', () => {
    const network: Network = {
      name: 'residual',
      input: [9, 9, 3],
      layers: [
        { kind: 'conv2d', name: 'A', filters: 2, kernelSize: 3, padding: 'same', strides: 2 },
        { kind: 'conv2d', name: 'B', filters: 2, kernelSize: 3, padding: 'same' },
        { kind: 'add', name: 'C', from: 'A' },
        { kind: 'globalAveragePool2d', name: 'Average' },
        { kind: 'activation', name: 'Softmax', activation: 'softmax' },
      ],
    };
    const fields = receptiveFields(network, 'C', { y: 2, x: 2 });
    expect(fields.get('B')).toEqual({ top: 2, bottom: 2, left: 2, right: 2 });
    expect(fields.get('A')).toEqual({ top: 1, bottom: 3, left: 1, right: 3 });
    expect(fields.get(PHOTO)).toEqual({ top: 1, bottom: 7, left: 1, right: 7 });
  });
});
