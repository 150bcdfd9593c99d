import { randomImages } from '@peasy/engine-contract';
import '@tensorflow/tfjs-backend-cpu';
import { env, io, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { largestDifference, predict, scaled } from '../testing/predict.js';
import { SAMPLES, sampleWeights } from '../testing/sample-networks.js';
import { writeTfjs } from './write-tfjs.js';

// In Node it prints that it is slow.
env().set('IS_NODE', false);

it.each(SAMPLES)('TensorFlow.js loads $name and predicts as we do, to 1e-5', async (network) => {
  const weights = sampleWeights(network);
  const [model, content] = writeTfjs({ network, weights, classes: ['a', 'b'] });
  expect([model.path, content.path]).toEqual(['model.json', 'weights.bin']);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(model.bytes));
  const weightSpecs = weightsManifest.flatMap((group: { weights: object[] }) => group.weights);
  const artifacts = { modelTopology, weightSpecs, weightData: content.bytes.slice().buffer };
  const loaded = await loadLayersModel(io.fromMemory(artifacts));
  const images = randomImages(4, 5, network.input, 2);
  const predicted = loaded.predict(tensor(scaled(images), [5, ...network.input])) as Tensor;
  const theirs = (await predicted.data()) as Float32Array;
  expect(largestDifference(await predict(network, weights, images), theirs)).toBeLessThan(1e-5);
});
