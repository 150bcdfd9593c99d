import { type Network, randomKey, randomUint32, STREAMS } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS, randomImages } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { bareKernels } from './testing/bare-kernels.js';

/** Runs the kernel over ones and returns what it leaves of them. */
async function maskOf(count: number, key: number, first: number, threshold: number, scale: number) {
  const { kernels, memory, base: address } = await bareKernels(count * 4 + 64);
  const values = new Float32Array(memory.buffer, address, count + 4).fill(1);
  kernels.dropout(address, address, count, key, first, threshold, scale);
  return values.slice();
}

describe('dropout', () => {
  it.each([
    { count: 64, rate: 0.3, first: 0, step: 0 },
    { count: 1003, rate: 0.5, first: 7, step: 12 },
    { count: 6, rate: 0.9, first: 2 ** 32 - 3, step: 2 ** 31 },
    { count: 4097, rate: 0.01, first: 123_456_789, step: 99 },
  ])(
    'draws the masks of core, $count values at rate $rate',
    async ({ count, rate, first, step }) => {
      const key = randomKey(42, STREAMS.dropout, 3, step);
      const threshold = Math.round(rate * 2 ** 32);
      const scale = Math.fround(1 / (1 - rate));
      const mask = await maskOf(count, key, first, threshold, scale);
      for (let i = 0; i < count; i++) {
        const kept = randomUint32(key, first + i) >= threshold;
        expect(mask[i], `value ${i}`).toBe(kept ? scale : 0);
      }
      expect([...mask.slice(count)], 'values past the end').toEqual([1, 1, 1, 1]);
    },
  );

  it('keeps the mean at 1 and drops its share', async () => {
    const count = 1 << 20;
    const key = randomKey(1, STREAMS.dropout, 0, 0);
    const mask = await maskOf(count, key, 0, Math.round(0.3 * 2 ** 32), 1 / 0.7);
    const used = mask.subarray(0, count);
    const dropped = used.filter((value) => value === 0).length / count;
    // Four standard deviations of a share of 0.3 over 2^20 draws are 0.0018.
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.0018);
    expect(Math.abs(used.reduce((sum, value) => sum + value, 0) / count - 1)).toBeLessThan(0.0026);
  });

  it('draws masks of neighbouring steps and layers that have nothing to do with each other', async () => {
    const count = 1 << 16;
    const draw = (layer: number, step: number) =>
      maskOf(count, randomKey(1, STREAMS.dropout, layer, step), 0, 2 ** 31, 1);
    const masks = await Promise.all([draw(0, 0), draw(0, 1), draw(1, 0), draw(1, 1)]);
    for (let a = 0; a < masks.length; a++) {
      for (let b = 0; b < a; b++) {
        const equal = masks[a].subarray(0, count).filter((v, i) => v === masks[b][i]).length;
        // Half of them, within four standard deviations.
        expect(Math.abs(equal / count - 0.5)).toBeLessThan(0.008);
      }
    }
  });

  it('lets everything through outside training', async () => {
    const network: Network = {
      name: 'dropout',
      input: [4, 4, 1],
      layers: [
        { kind: 'dropout', name: 'dropout', rate: 0.5 },
        { kind: 'flatten', name: 'flatten' },
        { kind: 'activation', name: 'softmax', activation: 'softmax' },
      ],
    };
    const images = randomImages(1, 2, network.input, 2);
    const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
    const activations = await compiled.activations(images, firstIndices(2), ['dropout']);
    expect(activations.get('dropout')?.values).toEqual(
      Float32Array.from(images.pixels, (value) => value / 255),
    );
    await compiled.dispose();
  });
});
