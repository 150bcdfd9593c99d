import type { Network } from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';

/** Five filters: four go through vectors, one through the loop for what is left. */
const FILTERS = 5;

const network: Network = {
  name: 'pool',
  input: [4, 4, 1],
  layers: [
    { kind: 'conv2d', name: 'conv', filters: FILTERS, kernelSize: 1, padding: 'same' },
    { kind: 'maxPool2d', name: 'pool', poolSize: 2 },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'activation', name: 'softmax', activation: 'softmax' },
  ],
};

describe('max-pool', () => {
  it.each([0, 1, 2, 3])('lets a NaN win at place %i of its window', async (place) => {
    // An infinite weight makes NaN of a black pixel and Infinity of every other.
    const pixels = new Uint8Array(16).fill(255);
    pixels[(place >> 1) * 4 + (place & 1)] = 0;
    const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
    const infinite = new Float32Array(FILTERS).fill(Number.POSITIVE_INFINITY);
    await compiled.setWeights(
      new Map([
        ['conv/kernel', { shape: [1, 1, 1, FILTERS], values: infinite }],
        ['conv/bias', { shape: [FILTERS], values: new Float32Array(FILTERS) }],
      ]),
    );
    const images = { pixels, labels: Uint8Array.of(0), count: 1, height: 4, width: 4, channels: 1 };
    const pooled = await compiled.activations(images, Int32Array.of(0), ['pool']);
    expect([...pooled.get('pool')!.values]).toEqual([
      ...Array(FILTERS).fill(Number.NaN),
      ...Array(FILTERS * 3).fill(Number.POSITIVE_INFINITY),
    ]);
    await compiled.dispose();
  });
});
