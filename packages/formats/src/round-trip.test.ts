import { describe, expect, it } from 'vitest';
import { readNetwork, recogniseNetwork } from './read-network.js';
import { SAMPLES, sampleWeights } from './testing/sample-networks.js';
import { writeNetwork } from './write-network.js';

const CLASSES = ['dog, big', 'kät'];

describe.each(['keras', 'safetensors'] as const)(
  'readNetwork() of what writeNetwork() wrote as %s',
  (format) => {
    it.each(SAMPLES)('gives the same network $name, bit by bit', async (network) => {
      const weights = sampleWeights(network);
      const [{ bytes, path }] = await writeNetwork(format, { network, weights, classes: CLASSES });
      expect(path).toBe(`.${format}`);
      // As Node's readFileSync gives it, at any offset of a larger buffer.
      const file = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
      const read = await readNetwork(file);
      expect(read.network).toEqual(network);
      expect([...read.weights.keys()]).toEqual([...weights.keys()]);
      expect(read.weights).toEqual(weights);
      expect(read.classes).toEqual(CLASSES);
      expect(read.origin).toMatchObject({ format, flipped: false });
    });

    it('writes the same bytes for the same network', async () => {
      const [network] = SAMPLES;
      const model = { network, weights: sampleWeights(network), classes: CLASSES };
      const [first] = await writeNetwork(format, model);
      const [second] = await writeNetwork(format, model);
      expect(second.bytes).toEqual(first.bytes);
    });
  },
);

it('recogniseNetwork() knows files by their first bytes', async () => {
  const [network] = SAMPLES;
  const model = { network, weights: sampleWeights(network), classes: CLASSES };
  for (const format of ['keras', 'safetensors'] as const) {
    const [{ bytes }] = await writeNetwork(format, model);
    expect(recogniseNetwork(bytes.subarray(0, 512))).toBe(format);
  }
  expect(recogniseNetwork(Uint8Array.from('SQLite format 3\0', (c) => c.charCodeAt(0)))).toBe(
    undefined,
  );
  expect(recogniseNetwork(new Uint8Array(0))).toBe(undefined);
});

it('writeNetwork() refuses weights that are not those of the network', async () => {
  const [network, other] = SAMPLES;
  const model = { network, weights: sampleWeights(other), classes: [] };
  await expect(writeNetwork('onnx', model)).rejects.toThrow(/weights/);
});
