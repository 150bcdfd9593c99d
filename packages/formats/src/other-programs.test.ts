import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomImages } from '@peasy/engine-contract';
import { afterAll, describe, expect, it } from 'vitest';
import { pythonPackagesMissing, runPython } from '../test-programs/python.js';
import { readNetwork } from './read-network.js';
import { keras2Layers } from './testing/keras2-layers.js';
import { legacyFile } from './testing/legacy-file.js';
import { largestDifference, predict, scaled } from './testing/predict.js';
import { SAMPLES, sampleWeights } from './testing/sample-networks.js';
import { writeNetwork } from './write-network.js';

const missing = pythonPackagesMissing('keras', 'jax', 'onnxruntime', 'h5py', 'safetensors');
/** Keras and JAX take ten seconds to load on a machine that does nothing else. */
const PATIENCE = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'peasy-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const floats = (name: string) => {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
};

describe.skipIf(missing)(`other programs${missing ? ` [skipped: ${missing}]` : ''}`, () => {
  it(
    'Keras and ONNX Runtime predict as we do with what is written and with a file of Keras 2, to 1e-5, and safetensors reads the weights',
    async () => {
      const photos = new Map(
        SAMPLES.map((network) => [network, randomImages(4, 9, network.input, 2)]),
      );
      for (const [network, images] of photos) {
        const model = { network, weights: sampleWeights(network), classes: ['a', 'b'] };
        for (const format of ['keras', 'onnx', 'safetensors'] as const) {
          const [{ path, bytes }] = await writeNetwork(format, model);
          writeFileSync(join(folder, network.name + path), bytes);
        }
        writeFileSync(join(folder, `${network.name}.photos`), scaled(images));
      }
      const old = randomImages(6, 9, [8, 8, 3], 2);
      const keras2 = { keras_version: '2.4.0', backend: 'tensorflow' };
      const file = await legacyFile(keras2Layers(), keras2);
      writeFileSync(join(folder, 'keras2.h5'), file);
      writeFileSync(join(folder, 'keras2.f32'), scaled(old));

      const tensors = JSON.parse(runPython('predict.py', folder));
      const read = await readNetwork(file);
      const oldPredicted = await predict(read.network, read.weights, old);
      expect(largestDifference(oldPredicted, floats('keras2.keras.f32'))).toBeLessThan(1e-5);
      for (const [network, images] of photos) {
        const weights = sampleWeights(network);
        const ours = await predict(network, weights, images);
        for (const program of ['keras', 'onnx']) {
          const theirs = floats(`${network.name}.${program}.f32`);
          expect(largestDifference(ours, theirs), `${network.name} by ${program}`).toBeLessThan(
            1e-5,
          );
        }
        for (const [name, { shape, values }] of weights) {
          const [theirShape, sum] = tensors[network.name][name];
          expect(theirShape).toEqual(shape);
          expect(sum).toBeCloseTo(
            values.reduce((total, value) => total + value, 0),
            2,
          );
        }
      }
    },
    PATIENCE,
  );

  it(
    'what Keras 3 saves, as .keras and as .h5, predicts the same here, to 1e-5',
    async () => {
      const images = randomImages(8, 9, [16, 16, 3], 2);
      writeFileSync(join(folder, 'photos.f32'), scaled(images));
      runPython('save-with-keras.py', folder);
      for (const name of ['sequential_of_keras', 'functional_of_keras']) {
        const expected = floats(`${name}.f32`);
        for (const ending of ['keras', 'h5']) {
          const read = await readNetwork(
            new Uint8Array(readFileSync(join(folder, `${name}.${ending}`))),
          );
          const ours = await predict(read.network, read.weights, images);
          expect(read.origin.program).toMatch(/^Keras 3/);
          expect(largestDifference(ours, expected), `${name}.${ending}`).toBeLessThan(1e-5);
        }
      }
    },
    PATIENCE,
  );
});
