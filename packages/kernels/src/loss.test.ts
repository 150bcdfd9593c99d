import { type NamedTensors, NETWORKS, type Network } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';

const network = NETWORKS.cnn([8, 8, 3], 2);
const images = randomImages(31, 24, network.input, 2);
const indices = firstIndices(24);

async function compileWith(weights: NamedTensors, options = REFERENCE_OPTIONS) {
  const compiled = await kernelsEngine.compile(network, options);
  await compiled.setWeights(weights);
  return compiled;
}

describe('loss', () => {
  it('is, as binaryCrossentropy, the mean over both outputs of Keras’ formula', async () => {
    const compiled = await compileWith(randomWeights(network, 32), {
      ...REFERENCE_OPTIONS,
      loss: 'binaryCrossentropy',
    });
    const { loss, probabilities } = await compiled.evaluate(images, indices);
    let sum = 0;
    for (const photo of indices) {
      for (const output of [0, 1]) {
        const y = images.labels[photo] === output ? 1 : 0;
        const p = probabilities[photo * 2 + output];
        sum -= (y * Math.log(p) + (1 - y) * Math.log(1 - p)) / 2;
      }
    }
    expect(loss).toBeCloseTo(sum / indices.length, 6);
    await compiled.dispose();
  });

  it('has, as binaryCrossentropy, the same gradient to the last bit', async () => {
    const weights = randomWeights(network, 32);
    const trained = [];
    for (const loss of ['binaryCrossentropy', 'categoricalCrossentropy'] as const) {
      const compiled = await compileWith(weights, { ...REFERENCE_OPTIONS, loss });
      await compiled.trainStep({ images, indices, step: 0 });
      trained.push(await compiled.weights());
    }
    expect(trained[0]).toEqual(trained[1]);
  });

  it('stays finite for logits that overflow exp', async () => {
    const weights = new Map(randomWeights(network, 32));
    weights.set('Classifier/bias', { shape: [2], values: Float32Array.of(1000, -1000) });
    const compiled = await compileWith(weights);
    const { loss, probabilities, correct } = await compiled.evaluate(images, indices);
    const wrong = images.labels.filter((label) => label === 1).length;
    expect(loss / ((2000 * wrong) / indices.length)).toBeCloseTo(1, 2);
    expect(correct).toBe(indices.length - wrong);
    expect(probabilities.every((p, i) => p === 1 - (i % 2))).toBe(true);
  });

  it.each(['ConvLayer1/kernel', 'ConvLayer2/bias', 'HiddenLayer/kernel', 'Classifier/bias'])(
    'is NaN when a value of %s is NaN, in evaluation and in training',
    async (name) => {
      const weights = new Map(randomWeights(network, 32));
      const { shape, values } = weights.get(name)!;
      weights.set(name, {
        shape,
        values: values.map((value, i) => (i === 0 ? Number.NaN : value)),
      });
      const compiled = await compileWith(weights);
      const evaluation = await compiled.evaluate(images, indices);
      expect(evaluation.loss).toBeNaN();
      expect(evaluation.correct).toBe(0);
      expect(evaluation.probabilities.every(Number.isNaN)).toBe(true);
      expect((await compiled.trainStep({ images, indices, step: 0 })).loss).toBeNaN();
    },
  );

  it('becomes NaN, and stays it, when training diverges', async () => {
    const compiled = await compileWith(randomWeights(network, 32), {
      ...REFERENCE_OPTIONS,
      optimizer: { kind: 'sgd', learningRate: 1e30, momentum: 0 },
    });
    const losses = [];
    for (let step = 0; step < 6; step++) {
      losses.push((await compiled.trainStep({ images, indices, step })).loss);
    }
    expect(losses[0]).toBeLessThan(10);
    expect(losses.at(-1)).toBeNaN();
  });

  it('falls and learns the labels of a few photos by heart', async () => {
    const plain: Network = {
      ...network,
      layers: network.layers.filter((l) => l.kind !== 'dropout'),
    };
    const compiled = await kernelsEngine.compile(plain, {
      ...REFERENCE_OPTIONS,
      optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
    });
    await compiled.setWeights(randomWeights(plain, 33));
    let last = { loss: Number.POSITIVE_INFINITY, correct: 0 };
    for (let step = 0; step < 150; step++) {
      last = await compiled.trainStep({ images, indices, step });
    }
    expect(last.loss).toBeLessThan(0.05);
    expect(last.correct).toBe(24);
  });
});
