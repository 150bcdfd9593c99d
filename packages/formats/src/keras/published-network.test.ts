import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutDropout } from '@peasy/core';
import {
  GOLDEN,
  goldenMissing,
  goldenNote,
  REFERENCE_OPTIONS,
  readGoldenImages,
  readNpy,
  readSeedCnnWeights,
} from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../read-network.js';
import { largestDifference, predict } from '../testing/predict.js';

const bytes = () => new Uint8Array(readFileSync(join(GOLDEN, 'seed-cnn/my_convnet_SDG.h5')));
const images = () => readGoldenImages('seed-cnn');
const golden = (name: string) =>
  readNpy(join(GOLDEN, `seed-cnn/${name}.npy`)).values as Float32Array;

describe.skipIf(goldenMissing)(`readNetwork() of the published network${goldenNote}`, () => {
  it('gives the weights that the contract of engines reads in its own way, bit by bit', async () => {
    const { weights, network } = await readNetwork(bytes());
    const expected = await readSeedCnnWeights();
    expect([...weights.values()]).toEqual([...expected.values()]);
    expect(network.input).toEqual([32, 32, 3]);
    expect(network.layers.map(({ name }) => name)).toContain('ConvLayer2Activation');
  });

  it('says where it is from and that its kernels were turned', async () => {
    const { origin } = await readNetwork(bytes());
    expect(origin).toMatchObject({
      ...{ format: 'keras-hdf5', program: 'Keras 1.1.1', backend: 'theano' },
      ...{ channels: 'first', flipped: true },
    });
    expect(origin.notes.join()).toContain('turned by 180 degrees');
  });

  it('gives the published probabilities to 1e-5', async () => {
    const { network, weights } = await readNetwork(bytes());
    const probabilities = await predict(network, weights, images());
    expect(largestDifference(probabilities, golden('probabilities'))).toBeLessThan(1e-5);
  });

  it.each([
    'ConvLayer1',
    'ConvLayer1Activation',
    'PoolingLayer1',
    'ConvLayer2',
    'ConvLayer2Activation',
    'PoolingLayer2',
  ])('gives the published activations of %s to 1e-4', async (layer) => {
    const { network, weights } = await readNetwork(bytes());
    const compiled = await kernelsEngine.compile(withoutDropout(network), REFERENCE_OPTIONS);
    await compiled.setWeights(weights);
    const maps = await compiled.activations(images(), Int32Array.of(0, 16), [layer]);
    expect(largestDifference(maps.get(layer)!.values, golden(layer))).toBeLessThan(1e-4);
    await compiled.dispose();
  });

  it('is another network when its kernels are not turned, and says so', async () => {
    const { network, weights, origin } = await readNetwork(bytes(), { flip: false });
    expect(origin.flipped).toBe(false);
    expect(origin.notes.join()).toContain('NOT turned');
    const probabilities = await predict(network, weights, images());
    expect(largestDifference(probabilities, golden('probabilities'))).toBeGreaterThan(0.2);
  });
});
