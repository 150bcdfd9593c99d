import type { Layer, MapShape } from '@peasy/core';
import type { NetworkCase } from './small-networks.js';

const conv = (name: string, filters: number, kernelSize: number, more: object = {}): Layer => ({
  ...{ kind: 'conv2d', name, filters, kernelSize, padding: 'same', ...more },
});
const act = (
  name: string,
  activation: 'relu' | 'leakyRelu' | 'silu',
  more: object = {},
): Layer => ({
  ...{ kind: 'activation', name, activation, ...more },
});
const add = (name: string, from: string): Layer => ({ kind: 'add', name, from });
const flatten: Layer = { kind: 'flatten', name: 'flatten' };
const average: Layer = { kind: 'globalAveragePool2d', name: 'average' };

function classifier(title: string, input: MapShape, layers: readonly Layer[]): NetworkCase {
  const head: readonly Layer[] = [
    { kind: 'dense', name: 'classifier', units: 3 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ];
  // More than one slice, the last one smaller.
  return { title, network: { name: title, input, layers: [...layers, ...head] }, batch: 19 };
}

/** Convolutions by Winograd's transforms: whole tiles and over the edge, same and valid, with a bias and without. */
export const WINOGRAD_NETWORK: NetworkCase = classifier(
  "convolutions by Winograd's transforms, residual, 16 to 40 channels",
  [10, 7, 3],
  [
    ...[conv('stem', 16, 3), { kind: 'batchNormalization', name: 'norm' } as const],
    ...[act('silu', 'silu'), conv('inner', 16, 3, { useBias: false }), add('sum', 'silu')],
    ...[conv('wider', 40, 3), act('leaky', 'leakyRelu')],
    ...[conv('valid', 24, 3, { padding: 'valid' }), act('silu2', 'silu'), average],
  ],
);

/** Networks beyond the fast path whose photos need nothing of one another. */
export const GENERAL_NETWORKS: readonly NetworkCase[] = [
  classifier(
    'residual blocks that share a start, strides of 2, no bias, silu, a global average',
    [7, 6, 3],
    [
      ...[conv('stem', 5, 3, { useBias: false }), act('silu1', 'silu'), conv('inner', 5, 3)],
      ...[add('sum1', 'silu1'), act('leaky', 'leakyRelu', { alpha: 0.2 }), conv('again', 5, 1)],
      ...[add('sum2', 'silu1'), add('sum3', 'leaky'), conv('down', 9, 3, { strides: 2 })],
      ...[act('silu2', 'silu'), { kind: 'dropout', name: 'drop', rate: 0.3 } as const, average],
    ],
  ),
  classifier(
    'strides of 2 with kernels of 1, 3 and 5, same and valid, average pools with dropped edges',
    [15, 12, 2],
    [
      ...[conv('five', 4, 5, { strides: 2, padding: 'valid' }), act('leaky', 'leakyRelu')],
      ...[conv('three', 8, 3), { kind: 'avgPool2d', name: 'pool', poolSize: 2 } as const],
      ...[conv('one', 11, 1, { strides: 2, useBias: false }), act('silu', 'silu'), flatten],
    ],
  ),
  classifier(
    'max pool, dropout and dense layers by the general way, for the sake of one silu',
    [8, 8, 3],
    [
      ...[conv('conv', 6, 3), { kind: 'maxPool2d', name: 'pool', poolSize: 2 } as const],
      ...[act('relu', 'relu'), { kind: 'dropout', name: 'drop1', rate: 0.2 } as const, flatten],
      ...[{ kind: 'dense', name: 'hidden', units: 13 } as const, act('silu', 'silu')],
    ],
  ),
  classifier(
    "convolutions by Winograd's transforms: whole tiles, and tiles over the edge",
    [8, 8, 3],
    [
      ...[conv('stem', 16, 3), act('silu', 'silu'), conv('same', 16, 3)],
      ...[conv('valid', 24, 3, { padding: 'valid', useBias: false }), average],
    ],
  ),
];
