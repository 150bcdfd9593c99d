import type { Network, OptimizerOptions } from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { openBench } from '../testing/general-bench.js';
import { largestDifference, readReference } from '../testing/read-reference.js';
import { sumGradients, updateStretch } from './update-stretch.js';

type Values = Readonly<Record<'kernel' | 'bias', readonly number[]>>;

interface OptimizerCase {
  readonly options: OptimizerOptions;
  readonly weights: Values;
  readonly steps: readonly { readonly gradients: Values; readonly weights: Values }[];
}

const { cases } = readReference<{ cases: readonly OptimizerCase[] }>('optimizers');

const network: Network = {
  name: 'one dense layer',
  input: [1, 1, 3],
  layers: [
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'dense', units: 5 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ],
};

async function openCase(options: OptimizerOptions, ema = 0) {
  const bench = await openBench(network, { ...REFERENCE_OPTIONS, optimizer: options, ema });
  const { plan } = bench.job;
  const { kernel, bias } = plan.layers[1].weights;
  const update = (gradients: Values, step: number): void => {
    bench.writeMatrix(kernel, kernel.part!, gradients.kernel);
    bench.writeMatrix(bias, bias.part!, gradients.bias);
    const training = { step, learningRate: options.learningRate };
    for (const run of [sumGradients, updateStretch]) {
      for (const item of plan.stretches.keys()) {
        run(bench.job, { photos: 1, training }, bench.hands, item);
      }
    }
  };
  return { bench, plan, kernel, bias, update };
}

describe('optimisers against ten steps of PyTorch', () => {
  it.each(cases.map((one) => [JSON.stringify(one.options), one] as const))('%s', async (_, one) => {
    const { bench, kernel, bias, update } = await openCase(one.options);
    bench.writeMatrix(kernel, kernel.weights, one.weights.kernel);
    bench.writeMatrix(bias, bias.weights, one.weights.bias);
    expect(one.steps).toHaveLength(10);
    for (const [step, { gradients, weights }] of one.steps.entries()) {
      update(gradients, step);
      for (const [role, weight] of Object.entries({ kernel, bias })) {
        const actual = bench.readMatrix(weight, weight.weights);
        const expected = weights[role as keyof Values];
        expect(largestDifference(actual, expected), `${role}, step ${step}`).toBeLessThan(3e-6);
      }
    }
  });
});

it('the average follows the weights, faster at first', async () => {
  const [{ options, weights, steps }] = cases;
  const ema = 0.5;
  const { bench, plan, kernel, bias, update } = await openCase(options, ema);
  const average = plan.regions.averages! + kernel.offset * 4;
  bench.writeMatrix(kernel, kernel.weights, weights.kernel);
  bench.writeMatrix(kernel, average, weights.kernel);
  bench.writeMatrix(bias, bias.weights, weights.bias);
  let expected = Float64Array.from(weights.kernel);
  for (const [step, one] of steps.entries()) {
    update(one.gradients, step);
    const decay = Math.min(ema, (1 + step) / (10 + step));
    expected = expected.map((value, i) => decay * value + (1 - decay) * one.weights.kernel[i]);
    const actual = bench.readMatrix(kernel, average);
    expect(largestDifference(actual, expected), `step ${step}`).toBeLessThan(1e-6);
  }
});
