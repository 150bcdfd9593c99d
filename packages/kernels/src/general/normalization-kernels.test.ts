import { RandomStream } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { bareKernels } from '../testing/bare-kernels.js';

describe('silu', () => {
  it('is within 4e-7 of float64, and 0 or the value itself far out', async () => {
    const { kernels, memory, base } = await bareKernels(1 << 20);
    const values = Float32Array.from({ length: 40_001 }, (_, i) => (i - 20_000) / 250);
    const x = new Float32Array(memory.buffer, base, values.length);
    x.set(values);
    kernels.silu(base, base, values.length);
    for (const [i, y] of x.entries()) {
      const expected = values[i] / (1 + Math.exp(-values[i]));
      expect(Math.abs(y - expected), `${values[i]}`).toBeLessThanOrEqual(4e-7 * Math.abs(expected));
    }
    x.set([-1e30, -200, 200, 1e30, Number.NaN]);
    kernels.silu(base, base, 5);
    expect(Math.abs(x[1])).toBeLessThan(1e-30);
    expect([x[2], x[3], x[4]]).toEqual([200, Math.fround(1e30), Number.NaN]);
  });

  it('has the slope that float64 says, within 4e-7 of the steepest', async () => {
    const { kernels, memory, base } = await bareKernels(1 << 20);
    const values = Float32Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 250);
    const [x, ones] = [base, base + (1 << 18)];
    new Float32Array(memory.buffer, x, values.length).set(values);
    const slopes = new Float32Array(memory.buffer, ones, values.length).fill(1);
    kernels.siluGradient(x, ones, ones, values.length);
    for (const [i, slope] of slopes.entries()) {
      const s = 1 / (1 + Math.exp(-values[i]));
      expect(Math.abs(slope - s * (1 + values[i] * (1 - s)))).toBeLessThan(4e-7);
    }
  });
});

describe('channelMoments', () => {
  /** Rows of no whole block; channels: sixteen at once, eight, and three one by one. */
  const [rows, channels] = [3001, 27];

  it.each([
    { title: 'about the mean', mean: 0, tolerance: 2e-7 },
    { title: 'about a mean a hundred deviations away, told', mean: 100, tolerance: 2e-7 },
  ])('sums within 2e-7 of float64: $title', async ({ mean, tolerance }) => {
    const { kernels, memory, base } = await bareKernels(1 << 20);
    const random = new RandomStream(17);
    const values = new Float32Array(memory.buffer, base, rows * channels);
    for (let i = 0; i < values.length; i++) values[i] = mean + 2 * random.uniform() - 0.9;
    const middle = base + rows * channels * 4 + 64;
    const block = middle + channels * 4 + 64;
    const sums = block + 192 + ((8 - (block % 8)) % 8);
    new Float32Array(memory.buffer, middle, channels).fill(mean);
    kernels.clearSums(sums, channels);
    // In two goes, as chunks of photos come.
    kernels.channelMoments(base, middle, sums, block, 1000, channels);
    const rest = base + 1000 * channels * 4;
    kernels.channelMoments(rest, middle, sums, block, rows - 1000, channels);
    const actual = new Float64Array(memory.buffer, sums, 2 * channels);
    for (let channel = 0; channel < channels; channel++) {
      let [sum, square, size] = [0, 0, 0];
      for (let row = 0; row < rows; row++) {
        const value = values[row * channels + channel] - mean;
        sum += value;
        size += Math.abs(value);
        square += value * value;
      }
      expect(Math.abs(actual[channel] - sum) / size).toBeLessThan(tolerance);
      expect(Math.abs(actual[channels + channel] / square - 1)).toBeLessThan(tolerance);
    }
  });
});
