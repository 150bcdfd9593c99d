import { NETWORKS } from '@peasy/core';
import { firstIndices, randomImages } from '@peasy/engine-contract';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  itTrainsAsKernels,
  JOB_OPTIONS,
  TRAINED_JOBS,
  trainSome,
} from '../../testing/trained-jobs.js';
import type { Tfjs } from './tfjs.js';
import { TfjsNetwork } from './tfjs-network.js';

// tfjs's own backend in JavaScript: slow, and the same operations as TensorFlow's.
const place = { tf: tf as Tfjs, backend: 'cpu', device: 'cpu (tfjs)' };
beforeAll(() => tf.setBackend('cpu').then(() => undefined));

describe('a network on tfjs', () => {
  itTrainsAsKernels((network, options) => new TfjsNetwork(place, network, options));

  it('goes on from weights and state as if it had never stopped, and leaves no tensor', async () => {
    const [network, given] = TRAINED_JOBS['a modern one by adamw'];
    const before = tf.memory().numTensors;
    const first = new TfjsNetwork(place, network, { ...JOB_OPTIONS, ...given });
    const { weights, state, images } = await trainSome(first, network);
    const second = new TfjsNetwork(place, network, { ...JOB_OPTIONS, ...given });
    await second.setWeights(weights);
    await second.setOptimizerState(state);
    const batches = [5, 6].map((step) => ({
      images,
      indices: firstIndices(JOB_OPTIONS.batchSize),
      step,
    }));
    const held = tf.memory().numTensors;
    const expected = await first.trainSteps(batches);
    const actual = [await second.trainStep(batches[0]), await second.trainStep(batches[1])];
    expect(actual).toEqual(expected);
    expect(await second.weights()).toEqual(await first.weights());
    expect(tf.memory().numTensors).toBe(held);
    await Promise.all([first.dispose(), second.dispose()]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what does not fit, in the words of the other engines', async () => {
    const network = NETWORKS.cnn([8, 8, 3], 2);
    const compiled = new TfjsNetwork(place, network, JOB_OPTIONS);
    const images = randomImages(5, 8, [12, 12, 3], 2);
    const batch = { images, indices: firstIndices(JOB_OPTIONS.batchSize), step: 0 };
    await expect(compiled.trainStep(batch)).rejects.toThrow('Expected photos of 8x8x3');
    await expect(compiled.setWeights(new Map())).rejects.toThrow('Expected tensor "ConvLayer1/');
    const many = { ...batch, images: randomImages(5, 8, [8, 8, 3], 2), indices: firstIndices(7) };
    await expect(compiled.trainStep(many)).rejects.toThrow('Expected a batch of 1 to 6 photos');
    await expect(compiled.activations(many.images, firstIndices(1), ['Conv'])).rejects.toThrow(
      'No layer "Conv"',
    );
    await compiled.dispose();
    await expect(compiled.trainStep(many)).rejects.toThrow('was disposed of');
  });
});
