import { type CompileOptions, initialWeights, type Layer, type Network } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS, randomImages } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { reasonAgainst } from '../choose-instruction-set.js';
import { nodeFeatures } from '../environment.js';
import { kernelsEngine } from '../index.js';

const head: readonly Layer[] = [
  { kind: 'globalAveragePool2d', name: 'average' },
  { kind: 'dense', name: 'classifier', units: 9 },
  { kind: 'activation', name: 'probabilities', activation: 'softmax' },
];
const norm = (name: string): Layer => ({ kind: 'batchNormalization', name });

/** Widths and filters of which 256-bit kernels take eight at a time, and some that they do not. */
const odd: Network = {
  name: 'odd numbers of channels',
  input: [19, 18, 3],
  layers: [
    { kind: 'conv2d', name: 'conv1', filters: 20, kernelSize: 3, padding: 'same' },
    norm('norm1'),
    { kind: 'activation', name: 'silu1', activation: 'silu' },
    {
      ...{ kind: 'conv2d', name: 'conv2', filters: 16, kernelSize: 5, padding: 'valid' },
      useBias: false,
    },
    { kind: 'activation', name: 'leaky', activation: 'leakyRelu' },
    ...head,
  ],
};
const groups: Network = {
  name: 'normalisations, activations and pools in one pass',
  input: [12, 12, 3],
  layers: [
    { kind: 'conv2d', name: 'conv1', filters: 24, kernelSize: 3, padding: 'same' },
    ...[norm('norm1'), { kind: 'activation', name: 'silu1', activation: 'silu' } as const],
    { kind: 'conv2d', name: 'conv2', filters: 16, kernelSize: 3, padding: 'same' },
    ...[norm('norm2'), { kind: 'activation', name: 'silu2', activation: 'silu' } as const],
    { kind: 'maxPool2d', name: 'pool2', poolSize: 2 },
    { kind: 'conv2d', name: 'conv3', filters: 40, kernelSize: 3, padding: 'same' },
    ...[norm('norm3'), { kind: 'activation', name: 'leaky3', activation: 'leakyRelu' } as const],
    { kind: 'maxPool2d', name: 'pool3', poolSize: 2 },
    { kind: 'conv2d', name: 'conv4', filters: 32, kernelSize: 3, padding: 'same' },
    ...[norm('norm4'), { kind: 'activation', name: 'relu4', activation: 'relu' } as const],
    ...head,
  ],
};
const reason = await reasonAgainst('wide', nodeFeatures());

async function train(network: Network, instructionSet: CompileOptions['instructionSet']) {
  const images = randomImages(81, 20, network.input, 9);
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
  it.each([odd, groups])(
    'compute the bits of relaxed SIMD, which fuses multiply and add as they do: $name',
    async (network) => {
      expect(await train(network, 'wide')).toEqual(await train(network, 'relaxed'));
    },
  );

  it.each([odd, groups])('agree with plain SIMD to rounding: $name', async (network) => {
    const [wide, plain] = [await train(network, 'wide'), await train(network, 'simd128')];
    for (const [step, loss] of wide.losses.entries()) {
      // Adam moves every weight by the rate, however small its gradient is: roundings grow.
      const tolerance = step === 0 ? 1e-5 : 2e-3;
      expect(Math.abs(loss - plain.losses[step])).toBeLessThan(tolerance);
    }
  });
});
