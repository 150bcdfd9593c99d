import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckedLayer, type Conv2dLayer, checkConvolution, type Tensor } from '@peasy/core';
import {
  GOLDEN,
  goldenMissing,
  goldenNote,
  readGoldenImages,
  readNpy,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../read-network.js';

const bytes = () => new Uint8Array(readFileSync(join(GOLDEN, 'seed-cnn/my_convnet_SDG.h5')));

/** A reference output of one of the two photos that there are outputs of: 0 and 16. */
function reference(layer: string, photo: 0 | 1): Tensor {
  const { shape, values } = readNpy(join(GOLDEN, `seed-cnn/${layer}.npy`));
  const length = values.length / shape[0];
  return {
    shape: shape.slice(1),
    values: (values as Float32Array).subarray(photo * length, (photo + 1) * length),
  };
}

function photoOf(photo: 0 | 1): Tensor {
  const { pixels } = readGoldenImages('seed-cnn');
  const start = photo * 16 * 32 * 32 * 3;
  const own = pixels.subarray(start, start + 32 * 32 * 3);
  return { shape: [32, 32, 3], values: Float32Array.from(own, (byte) => byte / 255) };
}

/** A layer of the published network with what it reads and comes to, by its reference. */
async function published(name: string, photo: 0 | 1, flip: boolean): Promise<CheckedLayer> {
  const { network, weights } = await readNetwork(bytes(), { flip });
  const layer = network.layers.find((one) => one.name === name) as Conv2dLayer;
  return {
    layer,
    input: name === 'ConvLayer1' ? photoOf(photo) : reference('PoolingLayer1', photo),
    output: reference(name, photo),
    kernel: weights.get(`${name}/kernel`)!,
    bias: weights.get(`${name}/bias`),
  };
}

describe.skipIf(goldenMissing)(`the published network convolves${goldenNote}`, () => {
  it.each([
    ['ConvLayer1', 32],
    ['ConvLayer2', 8],
  ] as const)(
    'in every filter of %s, with its kernels as Theano wrote them; turned, it correlates',
    async (name, filters) => {
      for (const photo of [0, 1] as const) {
        for (const [flip, verdict, other] of [
          [false, 'convolves', 'correlate2d'],
          [true, 'correlates', 'convolve2d'],
        ] as const) {
          const checks = checkConvolution(await published(name, photo, flip));
          expect(checks.map((check) => check.verdict)).toEqual(Array(filters).fill(verdict));
          for (const { differences } of checks) expect(differences[other]).toBeGreaterThan(1e-3);
        }
      }
    },
  );
});
