import type { Layer, MapShape } from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { openBench } from '../testing/general-bench.js';
import { largestDifference, readReference } from '../testing/read-reference.js';
import { runSliceTask } from './run-slice-task.js';
import { sumGradients } from './update-stretch.js';
import { prepareKernel } from './windows.js';

interface LayerCase {
  readonly title: string;
  readonly layer: Record<string, unknown>;
  readonly training: boolean;
  readonly batch: number;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly dy: readonly number[];
  readonly weights: Readonly<Record<string, { readonly values: readonly number[] }>>;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly movingAfter?: Readonly<Record<string, readonly number[]>>;
}

const { cases } = readReference<{ cases: readonly LayerCase[] }>('layers');
const TOLERANCE = 2e-5;

/** The layer second, upon one with weights, so that the gradient of its input is computed. */
async function openCase({ layer, inputShape, batch }: LayerCase) {
  const isFlat = inputShape.length === 1;
  const first: Layer = isFlat
    ? { kind: 'dense', name: 'first', units: inputShape[0] }
    : { kind: 'conv2d', name: 'first', filters: inputShape[2], kernelSize: 1, padding: 'same' };
  const network = {
    name: 'one layer',
    input: (isFlat ? [1, 1, inputShape[0]] : inputShape) as unknown as MapShape,
    layers: [
      ...(isFlat ? [{ kind: 'flatten', name: 'flat' } as const] : []),
      first,
      { ...layer, name: 'layer' } as Layer,
      { kind: 'flatten', name: 'flatten' } as const,
      { kind: 'dense', name: 'classifier', units: 2 } as const,
      { kind: 'activation', name: 'probabilities', activation: 'softmax' } as const,
    ],
  };
  const bench = await openBench(network, { ...REFERENCE_OPTIONS, batchSize: batch });
  const { plan } = bench.job;
  const index = plan.layers.findIndex((one) => one.layer.name === 'layer');
  return { bench, plan, index, place: plan.layers[index] };
}

describe('layers against PyTorch', () => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_, one) => {
    const { bench, plan, index, place } = await openCase(one);
    for (const [role, { values }] of Object.entries(one.weights)) {
      const weight = place.weights[role];
      bench.writeMatrix(weight, weight.weights, values);
    }
    bench.write(place.input, one.x);
    const pass = bench.pass(one.batch, one.training);
    if (place.normalization && one.training) runSliceTask({ task: 'moments', layer: index }, pass);
    runSliceTask({ task: 'forward', layer: index }, pass);
    const y = bench.read(place.output, one.y.length);
    expect(largestDifference(y, one.y), 'y').toBeLessThan(TOLERANCE);
    if (!one.training) return;

    bench.write(place.outputGradient, one.dy);
    prepareKernel(place, pass);
    if (place.normalization) runSliceTask({ task: 'gradientSums', layer: index }, pass);
    runSliceTask({ task: 'backward', layer: index }, pass);
    const dx = bench.read(place.inputGradient, one.dx.length);
    expect(largestDifference(dx, one.dx), 'dx').toBeLessThan(TOLERANCE);
    for (const item of plan.stretches.keys()) {
      sumGradients(bench.job, { photos: one.batch }, bench.hands, item);
    }
    for (const [role, expected] of Object.entries(one.gradients)) {
      const gradient = bench.readMatrix(place.weights[role], place.weights[role].gradient);
      expect(largestDifference(gradient, expected), role).toBeLessThan(TOLERANCE);
    }
    for (const [role, expected] of Object.entries(one.movingAfter ?? {})) {
      const moved = bench.readMatrix(place.weights[role], place.weights[role].weights);
      expect(largestDifference(moved, expected), role).toBeLessThan(TOLERANCE);
    }
  });
});
