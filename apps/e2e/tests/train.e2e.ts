import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DRAWN_KINDS, drawPhoto } from '@peasy/data';
import { openStore } from '@peasy/tracker';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, events, peasy, peasyJson } from '../src/peasy.js';
import { HAS_REAL_PHOTOS, NEEDS_REAL_PHOTOS, REAL_PHOTOS } from '../src/shared-photos.js';
import { lastWeights } from '../src/weights.js';

/** A few seconds of training on drawn photos. */
const SHORT = ['train', '--config', config('cnn'), '--epochs', '2', '--json'];

describe('peasy train without photos', () => {
  it('draws cats and dogs, says so, and learns them to over 95 %', async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await peasy(folder, ['train', '--config', config('cnn')]);
    expect(stderr + stdout).toContain('No photos found');
    expect(stdout).toContain('--data PATH');
    expect(code).toBe(0);
    const [run] = await peasyJson<Record<string, unknown>[]>(folder, [
      'query',
      'select * from runs_overview',
    ]);
    expect(run).toMatchObject({ name: 'cnn', status: 'finished', dataset: 'drawn', epochs: 30 });
    expect(run.best_val_accuracy).toBeGreaterThan(0.95);
  }, 240_000);

  it('gives the same bits for the same seed, and others for another', async () => {
    const folder = emptyFolder();
    for (const seed of ['7', '7', '8']) await peasy(folder, [...SHORT, '--seed', seed]);
    const db = path.join(folder, 'peasy.db');
    expect(lastWeights(db, 'cnn-2')).toBe(lastWeights(db, 'cnn'));
    expect(lastWeights(db, 'cnn-3')).not.toBe(lastWeights(db, 'cnn'));
  });

  it('prints one line an epoch where there is no terminal', async () => {
    const { stdout } = await peasy(
      emptyFolder(),
      SHORT.filter((flag) => flag !== '--json'),
    );
    expect(stdout.match(/^epoch \d\/2 .*$/gm)).toHaveLength(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape codes outside a terminal.
    expect(stdout).not.toMatch(/\x1b|\r/);
    expect(stdout).toContain('/runs/cnn');
  });
});

describe('what a training says', () => {
  it('is kept with its run, and added to when it goes on', async () => {
    const folder = emptyFolder();
    await peasy(folder, SHORT);
    const first = logOf(folder);
    // As it would be read on a terminal, though this one was asked for JSON.
    expect(first.match(/epoch \d\/2 .*±/g)).toHaveLength(2);
    expect(first).toMatch(/engine {3}\S/);
    expect(first.trimEnd().split('\n').at(-1)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}finished$/);
    await peasy(folder, ['train', '--resume', 'cnn', '--epochs', '3']);
    const second = logOf(folder);
    expect(second.startsWith(first)).toBe(true);
    expect(second).toContain('cnn  goes on after epoch 2');
    expect(second).toMatch(/epoch 3\/3 /);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no escape codes in a file.
    expect(second).not.toMatch(/\x1b|\r/);
    await peasy(folder, [...SHORT, '--optimizer.learningRate', '1e30']);
    expect(logOf(folder, 'cnn-2')).toMatch(/ {2}failed: .*NaN/);
  });

  /** The file of its words, from the record. */
  function logOf(folder: string, run = 'cnn'): string {
    const store = openStore({ file: path.join(folder, 'peasy.db'), mustExist: true });
    const bytes = store.artifactBytes(store.findRun(run).id, 'train.log');
    store.close();
    return new TextDecoder().decode(bytes);
  }
});

describe('peasy train with a wrong command line', () => {
  it.each([
    [['--config', 'cnnn'], /Expected --config/],
    [['--epochs', '0'], /epochs.*whole number/],
    [['--epoch', '3'], /unknown option '--epoch'[\s\S]*--epochs/],
    [['--split.validation', '.5', '--split.test', '.5'], /photos are left to train on/],
    [['--loss', 'mse'], /one of categoricalCrossentropy/],
  ])('%j is refused with exit code 2 and no stack trace', async (flags, words) => {
    const { code, stderr } = await peasy(emptyFolder(), [
      'train',
      '--config',
      config('cnn'),
      ...flags,
    ]);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });

  it('names photos that are not there, with exit code 1', async () => {
    const { code, stderr } = await peasy(emptyFolder(), [...SHORT, '--data', './nowhere.zip']);
    expect(stderr).toContain('nowhere.zip');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});

describe('peasy train with a loss that is NaN', () => {
  const diverging = [...SHORT, '--optimizer.learningRate', '1e20'];

  it('stops, says what to do, and keeps the numbers as NaN', async () => {
    const folder = emptyFolder();
    const result = await peasy(folder, diverging);
    expect(result.code).toBe(1);
    expect(events(result).at(-1)).toMatchObject({ event: 'end', status: 'failed' });
    expect(events(result).at(-1)?.message).toMatch(/NaN in epoch 1.*learningRate/);
    const run = await peasyJson<{
      status: string;
      message: string;
      metrics: Record<string, { last: unknown }>;
    }>(folder, ['show', 'latest']);
    expect(run).toMatchObject({ status: 'failed', metrics: { stepLoss: { last: 'NaN' } } });
  });

  it('goes on with --keep-going', async () => {
    const folder = emptyFolder();
    const result = await peasy(folder, [...diverging, '--keep-going']);
    expect(result.code).toBe(0);
    expect(events(result).filter(({ event }) => event === 'epoch')).toHaveLength(2);
    const run = await peasyJson<{ status: string; metrics: Record<string, { last: unknown }> }>(
      folder,
      ['show', 'latest'],
    );
    expect(run).toMatchObject({ status: 'finished', metrics: { loss: { last: 'NaN' } } });
  });
});

describe('peasy train on own photos', () => {
  it('trains five classes at 48x48, by the names of their folders', async () => {
    const folder = emptyFolder();
    for (const kind of DRAWN_KINDS) {
      mkdirSync(path.join(folder, 'pets', kind), { recursive: true });
      for (let index = 0; index < 100; index++) {
        const file = path.join(folder, 'pets', kind, `${index}.jpg`);
        writeFileSync(file, await drawPhoto({ kind, seed: 3, index }));
      }
    }
    const result = await peasy(folder, [
      ...SHORT,
      '--data',
      'pets',
      '--data.size',
      '48',
      '--epochs',
      '30',
      '--batch-size',
      '32',
    ]);
    expect(result.code).toBe(0);
    const [photos, start] = events(result);
    expect(photos.classes).toEqual([...DRAWN_KINDS].sort());
    expect(start).toMatchObject({
      event: 'start',
      split: { train: 350, validation: 75, test: 75 },
    });
    const end = events(result).at(-1) as { best?: { valAccuracy: number } };
    // Five classes: chance is 0.2.
    expect(end.best?.valAccuracy).toBeGreaterThan(0.5);
    const run = await peasyJson<{ classes: string[]; params: Record<string, string> }>(folder, [
      'show',
      'latest',
    ]);
    expect(run.classes).toEqual([...DRAWN_KINDS].sort());
    expect(run.params['data.size']).toBe('48');
  });
});

describe('peasy train on photos of which each was saved twice', () => {
  const folder = emptyFolder();
  const TRAIN = ['train', '--config', config('cnn'), '--epochs', '1', '--data', 'twins'];
  const CLASSES = ['cat', 'dog'] as const;
  const EACH = 40;

  beforeAll(async () => {
    for (const kind of CLASSES) {
      mkdirSync(path.join(folder, 'twins', kind), { recursive: true });
      for (let index = 0; index < EACH; index++) {
        const bytes = await drawPhoto({ kind, seed: 9, index });
        const again = await sharp(bytes).jpeg({ quality: 40 }).toBuffer();
        writeFileSync(path.join(folder, 'twins', kind, `${index}.jpg`), bytes);
        writeFileSync(path.join(folder, 'twins', kind, `${index}-again.jpg`), again);
      }
    }
  });

  it('says how many test photos look like trained ones, at its start, in its record and in lists', async () => {
    const { code, stdout } = await peasy(folder, TRAIN);
    expect(code).toBe(0);
    const words = /(\d+) of 24 test photos and \d+ of 24 validation photos have a near-duplicate/;
    const [, count] = words.exec(stdout)!;
    expect(Number(count)).toBeGreaterThan(5);
    expect(stdout.match(new RegExp(words, 'g'))).toHaveLength(2);
    for (const command of ['runs', 'show latest']) {
      expect((await peasy(folder, command.split(' '))).stdout).toMatch(words);
    }
    const [run] = await peasyJson<{ split: object; measured: object }[]>(folder, ['runs']);
    expect(run.split).toMatchObject({ testNearTrained: Number(count), testAlsoTrained: 0 });
    expect(run.measured).toMatchObject({ test: { n: 24, nearTrained: Number(count) } });
    expect(
      await peasyJson(folder, ['evaluate', 'latest', '--role', 'test', '--data', 'twins']),
    ).toMatchObject({ n: 24, nearTrained: Number(count) });
  });

  it('keeps them on one side when asked to', async () => {
    const result = await peasy(folder, [...TRAIN, '--split.keepNearDuplicatesTogether', '--json']);
    expect(result.code).toBe(0);
    expect(events(result).find(({ event }) => event === 'start')).toMatchObject({
      split: { train: 112, validation: 24, test: 24, testNearTrained: 0, validationNearTrained: 0 },
    });
  });

  it('lists them', async () => {
    const found = await peasyJson<{ count: number; pairs: { first: { path: string } }[] }>(folder, [
      'data',
      'duplicates',
      '--data',
      'twins',
    ]);
    expect(found).toMatchObject({ count: 2 * EACH, photos: 4 * EACH });
    expect(found.pairs[0]).toMatchObject({
      first: { path: 'cat/0-again.jpg', class: 'cat' },
      second: { path: 'cat/0.jpg' },
      ...{ sameClass: true, sameBytes: false },
    });
    const { stdout } = await peasy(folder, [
      'data',
      'duplicates',
      '--data',
      'twins',
      '--limit',
      '3',
    ]);
    expect(stdout).toContain('80 pairs of near-duplicates among 160 photos of twins, 77 of them');
    const { code, stderr } = await peasy(folder, ['data', 'duplicates', '--distance', '64']);
    expect(code).toBe(2);
    expect(stderr).toContain('Expected --distance to be a whole number of 0 to 63, got 64.');
  });
});

describe.skipIf(!HAS_REAL_PHOTOS)(`peasy train on real photos${NEEDS_REAL_PHOTOS}`, () => {
  it.each(['cnn', 'dense'])(
    '%s gets better than chance and rises',
    async (name) => {
      const folder = emptyFolder();
      const result = await peasy(folder, [
        'train',
        '--config',
        config(name),
        '--epochs',
        '3',
        '--data',
        REAL_PHOTOS,
        '--json',
      ]);
      expect(result.code).toBe(0);
      const epochs = events(result).filter(({ event }) => event === 'epoch');
      const accuracies = epochs.map(({ valAccuracy }) => valAccuracy as number);
      expect(accuracies).toHaveLength(3);
      // 2,400 validation photos: five standard deviations above chance.
      expect(Math.max(...accuracies)).toBeGreaterThan(0.551);
      expect(Math.max(accuracies[1], accuracies[2])).toBeGreaterThan(accuracies[0]);
      expect(events(result).at(-1)).toMatchObject({ status: 'finished', testAlsoTrained: 0 });
    },
    300_000,
  );

  it("says of the post's split that it leaks", async () => {
    const folder = emptyFolder();
    const { code, stdout } = await peasy(folder, [
      'train',
      '--config',
      config('post-cnn'),
      '--epochs',
      '1',
      '--data',
      REAL_PHOTOS,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('4,000 of 4,000 test photos were trained on: this is not a test');
    const { stdout: list } = await peasy(folder, ['runs']);
    expect(list).toContain('4,000 of 4,000 test photos were trained on: this is not a test');
  }, 300_000);
});
