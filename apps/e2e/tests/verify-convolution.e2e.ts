import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, peasy, peasyJson } from '../src/peasy.js';
import { expectUserError } from '../src/testing/expect-user-error.js';

interface Verified {
  readonly correlates: boolean;
  readonly layers: readonly {
    readonly layer: string;
    readonly filters: readonly {
      readonly verdict: string;
      readonly differences: Readonly<Record<string, number>>;
    }[];
  }[];
}

describe('peasy verify-convolution', () => {
  const folder = emptyFolder();
  beforeAll(async () => {
    for (const name of ['cnn', 'dense']) {
      const train = ['train', '--config', config(name), '--epochs', '1'];
      expect((await peasy(folder, train)).code).toBe(0);
    }
  }, 120_000);

  it('finds that every filter of every convolution correlates, and by how much convolution is off', async () => {
    const { correlates, layers } = await peasyJson<Verified>(folder, ['verify-convolution', 'cnn']);
    expect(correlates).toBe(true);
    expect(layers.map(({ layer, filters }) => [layer, filters.length])).toEqual([
      ['ConvLayer1', 32],
      ['ConvLayer2', 8],
    ]);
    for (const { differences, verdict } of layers.flatMap(({ filters }) => filters)) {
      expect(verdict).toBe('correlates');
      expect(differences.correlate2d).toBeLessThan(1e-5);
      expect(differences.convolve2d).toBeGreaterThan(0.01);
    }
    const { code, stdout } = await peasy(folder, ['verify-convolution', 'cnn']);
    expect(code).toBe(0);
    expect(stdout).toContain('All 40 filters correlate');
  });

  it('says what it needs', async () => {
    const dense = await peasy(folder, ['verify-convolution', 'dense']);
    expectUserError(dense, 1, /to have a convolution, and it has none/);
    const layer = await peasy(folder, ['verify-convolution', 'cnn', '--layer', 'Conv1']);
    expectUserError(layer, 2, /\(ConvLayer1, ConvLayer2\), got "Conv1"/);
  });
});
