import type { Layer, MapShape, Network } from '@peasy/core';

/** A case of a table: a network and how many photos run through it at once. */
export interface NetworkCase {
  readonly title: string;
  readonly network: Network;
  readonly batch: number;
}

const conv2d = (
  name: string,
  filters: number,
  kernelSize: number,
  padding: 'same' | 'valid',
): Layer => ({ kind: 'conv2d', name, filters, kernelSize, padding });
const relu = (name: string): Layer => ({ kind: 'activation', name, activation: 'relu' });
const softmax = (name: string): Layer => ({ kind: 'activation', name, activation: 'softmax' });
const pool = (name: string, poolSize: number): Layer => ({ kind: 'maxPool2d', name, poolSize });
const dropout = (name: string, rate: number): Layer => ({ kind: 'dropout', name, rate });
const flatten: Layer = { kind: 'flatten', name: 'flatten' };
const dense = (name: string, units: number): Layer => ({ kind: 'dense', name, units });

/** A network with a classifier of `classes` on top. */
function classifier(input: MapShape, layers: readonly Layer[], classes: number): Network {
  return {
    name: 'small',
    input,
    layers: [...layers, dense('classifier', classes), softmax('probabilities')],
  };
}

/** Odd sizes, every edge of the tiles and panels, every place where a layer may stand. */
export const SMALL_NETWORKS: readonly NetworkCase[] = [
  {
    title: '7x9x3, 5 filters of 3, same, pool 2, 3 classes',
    network: classifier(
      [7, 9, 3],
      [conv2d('conv', 5, 3, 'same'), relu('relu'), pool('pool', 2), flatten],
      3,
    ),
    batch: 5,
  },
  {
    title: 'two convolutions with dropout, 8x8x4, 8 and 12 filters, 2 classes',
    network: classifier(
      [8, 8, 4],
      [
        ...[conv2d('conv1', 8, 3, 'same'), relu('relu1'), pool('pool1', 2), dropout('drop1', 0.3)],
        ...[conv2d('conv2', 12, 3, 'same'), relu('relu2'), pool('pool2', 2), dropout('drop2', 0.5)],
        ...[flatten, dense('hidden', 10), relu('relu3'), dropout('drop3', 0.2)],
      ],
      2,
    ),
    batch: 6,
  },
  {
    title: 'valid padding, kernels of 5 and 3 and 1, no pool, 11x10x1, 4 classes',
    network: classifier(
      [11, 10, 1],
      [
        ...[conv2d('conv5', 3, 5, 'valid'), relu('relu1')],
        ...[
          conv2d('conv3', 9, 3, 'valid'),
          conv2d('conv1', 17, 1, 'valid'),
          relu('relu2'),
          flatten,
        ],
      ],
      4,
    ),
    batch: 3,
  },
  {
    title: 'kernel of 5, same, over more than a line of tiles, pool 3 with a dropped edge, 13x11x2',
    network: classifier(
      [13, 11, 2],
      [conv2d('conv', 6, 5, 'same'), pool('pool', 3), relu('relu'), flatten],
      3,
    ),
    batch: 4,
  },
  {
    title: 'dense only, widths of no multiple, 5x5x3, 7 classes',
    network: classifier(
      [5, 5, 3],
      [
        ...[flatten, dense('hidden1', 13), relu('relu1'), dropout('drop1', 0.25)],
        ...[dense('hidden2', 9), relu('relu2')],
      ],
      7,
    ),
    batch: 7,
  },
  {
    title: 'five classes at 48x48',
    network: classifier(
      [48, 48, 3],
      [
        ...[conv2d('conv1', 4, 3, 'same'), relu('relu1'), pool('pool1', 4)],
        ...[conv2d('conv2', 3, 3, 'same'), relu('relu2'), pool('pool2', 3), flatten],
      ],
      5,
    ),
    batch: 2,
  },
  {
    title: 'convolutions with pools of 2 above one without, 45 channels, odd sizes, 14x15x2',
    network: classifier(
      [14, 15, 2],
      [
        ...[conv2d('conv1', 5, 5, 'valid'), relu('relu1')],
        ...[conv2d('conv2', 6, 3, 'same'), relu('relu2'), pool('pool2', 2), dropout('drop2', 0.3)],
        ...[conv2d('conv3', 45, 3, 'same'), relu('relu3'), pool('pool3', 2)],
        ...[conv2d('conv4', 4, 3, 'same'), relu('relu4'), pool('pool4', 2), flatten],
      ],
      3,
    ),
    batch: 19,
  },
  {
    title: 'as wide as kernels go: 16 and 24 filters with dropout, 40 units, 10x10x3',
    network: classifier(
      [10, 10, 3],
      [
        ...[conv2d('conv1', 16, 3, 'same'), relu('relu1'), pool('pool1', 2), dropout('drop1', 0.3)],
        ...[conv2d('conv2', 24, 3, 'same'), relu('relu2'), pool('pool2', 2), dropout('drop2', 0.2)],
        ...[flatten, dense('hidden', 40), relu('relu3'), dropout('drop3', 0.3)],
      ],
      2,
    ),
    batch: 21,
  },
  {
    title: 'layers in odd places: pool, relu and dropout first, a softmax within, dropout upon it',
    network: classifier(
      [6, 6, 5],
      [
        ...[pool('pool', 2), relu('relu1'), dropout('drop1', 0.2), conv2d('conv', 2, 3, 'same')],
        ...[flatten, softmax('softmax'), dropout('drop2', 0.4), dense('hidden', 6)],
        ...[relu('relu2'), softmax('softmax2'), relu('relu3')],
      ],
      3,
    ),
    batch: 4,
  },
  {
    title: 'inner sizes beyond one block of the matrix product (550 inputs, 130 photos)',
    network: classifier([10, 11, 5], [flatten, dense('hidden', 11), relu('relu')], 2),
    batch: 130,
  },
  {
    title: 'dense kernels of a megabyte, computed for all slices at once, 17x19x3 to 275 to 957',
    network: classifier(
      [17, 19, 3],
      [
        ...[flatten, dense('hidden1', 275), relu('relu1'), dropout('drop1', 0.3)],
        ...[dense('hidden2', 957), relu('relu2'), dropout('drop2', 0.3)],
      ],
      3,
    ),
    batch: 37,
  },
  {
    title: 'many photos of few values, so that packing by columns needs the most scratch',
    network: classifier([1, 13, 1], [flatten], 3),
    batch: 128,
  },
  {
    title: 'tiles in more than one go, and of fewer rows in the last, 24x56x3',
    network: classifier(
      [24, 56, 3],
      [
        ...[conv2d('conv1', 8, 3, 'same'), relu('relu1'), pool('pool1', 2)],
        ...[conv2d('conv2', 9, 3, 'same'), relu('relu2'), pool('pool2', 2), flatten],
      ],
      3,
    ),
    batch: 3,
  },
];
