import { type CompileOptions, initialWeights, type Network } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { reasonAgainst } from '../choose-instruction-set.js';
import { nodeFeatures } from '../environment.js';
import { kernelsEngine } from '../index.js';
import { REFERENCE_OPTIONS } from '../testing/engine-contract.js';
import { firstIndices, randomImages } from '../testing/random-images.js';

/** Widths and filters of which 256-bit kernels take eight at a time, and some that they do not. */
const network: Network = {
  name: 'wide',
  input: [19, 18, 3],
  layers: [
    { kind: 'conv2d', name: 'conv1', filters: 20, kernelSize: 3, padding: 'same' },
    { kind: 'batchNormalization', name: 'norm1' },
    { kind: 'activation', name: 'silu1', activation: 'silu' },
    {
      ...{ kind: 'conv2d', name: 'conv2', filters: 16, kernelSize: 5, padding: 'valid' },
      useBias: false,
    },
    { kind: 'activation', name: 'leaky', activation: 'leakyRelu' },
    { kind: 'globalAveragePool2d', name: 'average' },
    { kind: 'dense', name: 'classifier', units: 9 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ],
};
const images = randomImages(81, 20, network.input, 9);
const reason = await reasonAgainst('wide', nodeFeatures());

async function train(instructionSet: CompileOptions['instructionSet']) {
  const compiled = await kernelsEngine.compile(network, {
    ...REFERENCE_OPTIONS,
    optimizer: { kind: 'adamw', learningRate: 0.01, momentum: 0, weightDecay: 0.1 },
    batchSize: 20,
    instructionSet,
  });
  await compiled.setWeights(initialWeights(network, 82));
  const losses: number[] = [];
  for (let step = 0; step < 4; step++) {
    losses.push((await compiled.trainStep({ images, indices: firstIndices(20), step })).loss);
  }
  const weights = await compiled.weights();
  await compiled.dispose();
  return { losses, weights };
}

describe.skipIf(reason)(`kernels of 256 bits${reason ? ` [skipped: ${reason}]` : ''}`, () => {
  it('compute the bits of relaxed SIMD, which fuses multiply and add as they do', async () => {
    expect(await train('wide')).toEqual(await train('relaxed'));
  });

  it('agree with plain SIMD to rounding', async () => {
    const [wide, plain] = [await train('wide'), await train('simd128')];
    for (const [step, loss] of wide.losses.entries()) {
      expect(Math.abs(loss - plain.losses[step])).toBeLessThan(1e-4);
    }
  });
});
