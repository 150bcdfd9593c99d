import { describeNetwork, NETWORKS, type Network, type Tensor } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { walkSteps } from './walk-steps.js';

const CLASSES = ['cat', 'dog'];

/** Outputs of every layer, all of one value but one. */
function mapsOf(network: Network, peak: number): ReadonlyMap<string, Tensor> {
  return new Map(
    describeNetwork(network).layers.map(({ outputShape }, i) => {
      const length = outputShape.reduce((product, one) => product * one, 1);
      const values = new Float32Array(length);
      values[Math.min(peak, length - 1)] = 0.75;
      return [network.layers[i].name, { shape: outputShape, values }];
    }),
  );
}

describe('walkSteps()', () => {
  const network = NETWORKS.cnn([32, 32, 3], 2);
  const steps = walkSteps({
    network,
    classes: CLASSES,
    maps: mapsOf(network, 32 * 33 + 5),
    photo: { name: 'dog.1.jpg', label: 1 },
  });
  const wordsOf = (layer: string) => steps.find((step) => step.layer === layer)!.words;

  it('goes from the photo to the probabilities, past every layer that is shown', () => {
    expect(steps[0].words).toBe(
      'dog.1.jpg as the network gets it: 32 × 32 pixels of red, green and blue, 3,072 numbers from 0 to 1.',
    );
    expect(steps.map(({ layer }) => layer).slice(1, 4)).toEqual([
      'ConvLayer1',
      'ConvLayer1Activation',
      'PoolingLayer1',
    ]);
    expect(steps.at(-1)!.words).toContain('cat 0.000, dog 0.750. It is dog: right.');
  });

  it('says what a layer did in the numbers of this photo, and where it is strongest', () => {
    expect(wordsOf('ConvLayer1')).toBe(
      'ConvLayer1 slides 32 filters of 3 × 3 × 3 over the photo: 32 maps of 32 × 32. Strongest: map 5, row 1, column 1, 0.750.',
    );
    expect(wordsOf('ConvLayer1Activation')).toContain('100 % of 32,768 numbers are zero now');
    expect(wordsOf('PoolingLayer1')).toContain(
      'the largest of every 2 × 2: 8,192 of 32,768 numbers',
    );
    expect(wordsOf('HiddenLayer')).toContain('weighs all 512 numbers, 128 times over');
    expect(steps[1].strongest).toEqual({ y: 1, x: 1, channel: 5 });
  });
});
