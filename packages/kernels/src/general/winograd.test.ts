import {
  type Conv2dLayer,
  INSTRUCTION_SETS,
  type InstructionSet,
  type MapShape,
  RandomStream,
} from '@peasy/core';
import { REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { reasonAgainst } from '../choose-instruction-set.js';
import { nodeFeatures } from '../environment.js';
import { SETS } from '../instruction-sets.js';
import { SLICE_PHOTOS, sliceCount } from '../plan/slices.js';
import { openBench } from '../testing/general-bench.js';
import { referenceConv2dBatch } from '../testing/reference-conv2d.js';
import { generalPass } from './general-pass.js';
import { sumGradients } from './update-stretch.js';
import { backwardWindows, forwardWindows, prepareKernel } from './windows.js';

interface Case {
  readonly title: string;
  readonly input: MapShape;
  readonly filters: number;
  readonly photos: number;
  readonly padding?: 'same' | 'valid';
  readonly useBias?: boolean;
}

const CASES: readonly Case[] = [
  { title: 'whole tiles', input: [8, 8, 16], filters: 16, photos: 3 },
  {
    title: 'tiles over the edge, a bias',
    input: [7, 6, 24],
    filters: 40,
    photos: 2,
    useBias: true,
  },
  { title: 'valid', input: [12, 10, 16], filters: 24, photos: 2, padding: 'valid' },
  { title: 'a tile a photo, two slices', input: [4, 4, 40], filters: 16, photos: 19 },
  { title: 'the fewest channels', input: [5, 5, 8], filters: 8, photos: 2 },
  { title: 'less than a tile', input: [3, 2, 16], filters: 32, photos: 5 },
  { title: 'photos of more than a chunk', input: [38, 40, 16], filters: 16, photos: 2 },
];
/** Of the largest value: float32 sums, of the kernel's gradient over up to 3,040 places, and what the transforms lose. */
const TOLERANCE = 2e-6;
const GRADIENT_TOLERANCE = 4e-6;

async function compute(
  { input, filters, photos, padding = 'same', useBias = false }: Case,
  set: InstructionSet,
) {
  const layer = {
    kind: 'conv2d',
    name: 'layer',
    filters,
    kernelSize: 3,
    padding,
    useBias,
  } as const;
  const bench = await openBench(
    {
      name: 'one convolution',
      input,
      layers: [
        { kind: 'conv2d', name: 'first', filters: input[2], kernelSize: 1, padding: 'same' },
        layer,
        { kind: 'globalAveragePool2d', name: 'average' },
        { kind: 'dense', name: 'classifier', units: 2 },
        { kind: 'activation', name: 'probabilities', activation: 'softmax' },
      ],
    },
    { ...REFERENCE_OPTIONS, batchSize: photos },
    SETS[set].variant,
  );
  const { plan } = bench.job;
  const place = plan.layers[1];
  expect(place.windows?.winograd, 'the way of computing').toBeDefined();
  const random = new RandomStream(7);
  const draw = (count: number) => Array.from({ length: count }, () => random.uniform() * 2 - 1);
  const x = draw(photos * place.inputSize);
  const dy = draw(photos * place.outputSize);
  const kernel = draw(9 * input[2] * filters);
  const bias = draw(filters);
  bench.write(place.input, x);
  bench.writeMatrix(place.weights.kernel, place.weights.kernel.weights, kernel);
  if (useBias) bench.writeMatrix(place.weights.bias, place.weights.bias.weights, bias);
  const batch = { photos, training: { step: 0, learningRate: 1 } };
  for (let slice = 0; slice < sliceCount(photos); slice++) {
    const pass = generalPass(bench.job, batch, bench.hands, slice);
    const { from, samples } = pass;
    const shift = slice * plan.gradientStride;
    if (slice === 0) prepareKernel(place, pass);
    bench.write(
      place.outputGradient + shift,
      dy.slice(from * place.outputSize, (from + samples) * place.outputSize),
    );
    forwardWindows(place, place.windows!, pass);
    backwardWindows(place, place.windows!, pass);
  }
  for (const item of plan.stretches.keys()) {
    sumGradients(bench.job, { photos }, bench.hands, item);
  }
  const dx: number[] = [];
  for (let from = 0; from < photos; from += SLICE_PHOTOS) {
    const count = Math.min(SLICE_PHOTOS, photos - from) * place.inputSize;
    const shift = (from / SLICE_PHOTOS) * plan.gradientStride;
    dx.push(...bench.read(place.inputGradient + shift, count));
  }
  const reference = referenceConv2dBatch(layer satisfies Conv2dLayer, input, {
    ...{ photos, x, kernel, dy, bias: useBias ? bias : undefined },
  });
  return {
    reference,
    y: bench.read(place.output, photos * place.outputSize),
    dx,
    dKernel: bench.readMatrix(place.weights.kernel, place.weights.kernel.gradient),
  };
}

function error(actual: ArrayLike<number>, expected: Float64Array): number {
  expect(actual.length).toBe(expected.length);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return worst / largest;
}

for (const set of INSTRUCTION_SETS) {
  const reason = await reasonAgainst(set, nodeFeatures());
  const title = `a convolution by Winograd's transforms, ${set}${reason ? ` [skipped: ${reason}]` : ''}`;
  describe.skipIf(reason)(title, () => {
    it.each(CASES)('is that of float64, forward and backward: $title', async (one) => {
      const { reference, y, dx, dKernel } = await compute(one, set);
      expect(error(y, reference.y), 'y').toBeLessThan(TOLERANCE);
      expect(error(dx, reference.dx), 'dx').toBeLessThan(TOLERANCE);
      expect(error(dKernel, reference.dKernel), 'dKernel').toBeLessThan(GRADIENT_TOLERANCE);
    });
  });
}
