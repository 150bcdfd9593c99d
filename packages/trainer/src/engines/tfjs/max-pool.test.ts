import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { maxPool } from './max-pool.js';

beforeAll(() => tf.setBackend('cpu').then(() => undefined));

/** Output and gradient of a pool whose every output counts differently. */
function passOf(pool: (x: Tensor4D) => Tensor, x: Tensor4D): number[][] {
  const weighted = (input: Tensor) => {
    const y = pool(input as Tensor4D);
    return tf.sum(tf.mul(y, tf.reshape(tf.range(1, y.size + 1), y.shape)));
  };
  return [pool(x), tf.grad(weighted)(x)].map((tensor) => Array.from(tensor.dataSync()));
}

describe('maxPool()', () => {
  it.each<[string, [number, number, number, number], number]>([
    ['2x2 windows', [3, 4, 6, 5], 2],
    ['2x2 windows that leave a border', [2, 5, 7, 3], 2],
    ['3x3 windows', [2, 6, 6, 2], 3],
  ])('has the values and gradients of a pool of tfjs: %s', (_, shape, size) => {
    const x = tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 7);
    const expected = passOf((input) => tf.maxPool(input, size, size, 'valid'), x);
    expect(passOf((input) => maxPool(tf, input, size), x)).toEqual(expected);
  });

  it('gives the gradient to the first of equal values', () => {
    const x = tf.tensor4d([1, 3, 3, 3, 0, 0, 0, 0], [2, 2, 2, 1]);
    const [output, gradient] = passOf((input) => maxPool(tf, input, 2), x);
    expect(output).toEqual([3, 0]);
    expect(gradient).toEqual([0, 1, 0, 0, 2, 0, 0, 0]);
  });
});
