import path from 'node:path';
import { openStore } from '@peasy/tracker';
import sharp from 'sharp';
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

  it('looks at one filter, on a photo, at any snapshot', async () => {
    const photo = path.join(folder, 'photo.png');
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c84' } })
      .png()
      .toFile(photo);
    const one = ['--layer', 'ConvLayer2', '--filter', '7', '--photo', photo, '--snapshot', '0'];
    const { layers } = await peasyJson<Verified>(folder, ['verify-convolution', 'cnn', ...one]);
    expect(layers.map(({ layer, filters }) => [layer, filters.length])).toEqual([
      ['ConvLayer2', 1],
    ]);
    expect(layers[0].filters[0]).toMatchObject({ filter: 7, verdict: 'correlates' });
    const { stdout } = await peasy(folder, ['verify-convolution', 'cnn', ...one]);
    expect(stdout).toContain('The filter correlates');
  });

  it('ends with exit code 1 where a layer does not do what is said of it', async () => {
    const store = openStore({ file: path.join(folder, 'peasy.db') });
    try {
      const { id } = store.findRun('cnn');
      const weights = new Map(store.snapshotWeights(store.pickSnapshot(id, 'last').id));
      const bias = weights.get('ConvLayer2/bias')!;
      const values = bias.values.map((value, i) => (i === 3 ? Number.NaN : value));
      weights.set('ConvLayer2/bias', { ...bias, values });
      const { logger } = store.resumeRun(id, { epochsPlanned: 2 });
      await logger.saveSnapshot({ step: 1000, epoch: 2, reasons: ['scheduled'], weights });
      await logger.finish('finished');
    } finally {
      store.close();
    }
    const { code, stdout } = await peasy(folder, ['verify-convolution', 'cnn']);
    expect(code).toBe(1);
    expect(stdout).toContain('Not every filter correlates');
    expect(stdout).toMatch(/^ +3 .*neither/m);
    const before = await peasy(folder, ['verify-convolution', 'cnn', '--snapshot', '1']);
    expect(before.code).toBe(0);
  });

  it('says what it needs', async () => {
    const dense = await peasy(folder, ['verify-convolution', 'dense']);
    expectUserError(dense, 1, /to have a convolution, and it has none/);
    const layer = await peasy(folder, ['verify-convolution', 'cnn', '--layer', 'Conv1']);
    expectUserError(layer, 2, /\(ConvLayer1, ConvLayer2\), got "Conv1"/);
    const filter = await peasy(folder, ['verify-convolution', 'cnn', '--filter', '32']);
    expectUserError(filter, 2, /ConvLayer1 has 32, ConvLayer2 has 8\), got 32/);
    const word = await peasy(folder, ['verify-convolution', 'cnn', '--filter', 'first']);
    expectUserError(word, 2, /a whole number from 0 up, got "first"/);
  });
});
