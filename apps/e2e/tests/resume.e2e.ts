import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { config, emptyFolder, events, Peasy, peasy, peasyJson } from '../src/peasy.js';
import { lastWeights } from '../src/weights.js';

/** Momentum and dropout are on, so that all that has to come back is there. */
const TRAIN = ['train', '--config', config('cnn'), '--epochs', '8', '--json'];

interface Shown {
  readonly status: string;
  readonly epochs: number;
  readonly artifacts: readonly { readonly path: string }[];
  readonly metrics: Record<string, { readonly count: number; readonly last: number }>;
}

/** Resolves when the weights of before training are in the record. */
async function firstSnapshot(folder: string): Promise<void> {
  const count = ['query', 'select count(*) as n from snapshots_overview', '--json'];
  for (;;) {
    const { code, stdout } = await peasy(folder, count);
    if (code === 0 && (JSON.parse(stdout) as { n: number }[])[0].n > 0) return;
  }
}

describe('peasy train --resume', () => {
  let unbroken = '';
  let unbrokenRun: Shown;

  beforeAll(async () => {
    const folder = emptyFolder();
    const { code, stderr } = await peasy(folder, TRAIN);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    unbroken = lastWeights(path.join(folder, 'peasy.db'), 'cnn');
    unbrokenRun = await peasyJson(folder, ['show', 'cnn']);
  });

  /** Starts a run, stops it in its own way once `epoch` is done, and goes on to the end. */
  async function breakAndResume(signal: NodeJS.Signals, epoch: number, wait: number) {
    const folder = emptyFolder();
    const running = new Peasy(folder, TRAIN);
    if (epoch === 0) await firstSnapshot(folder);
    else await running.event((event) => event.event === 'epoch' && event.epoch === epoch);
    await new Promise((resolve) => setTimeout(resolve, wait));
    running.kill(signal);
    const broken = await running.ended;
    const after = await peasyJson<Shown>(folder, ['show', 'cnn']);
    const resumed = await peasy(folder, ['train', '--resume', 'cnn', '--json']);
    expect(resumed.stderr).toBe('');
    const final = await peasyJson<Shown>(folder, ['show', 'cnn']);
    return { folder, broken, after, resumed, final };
  }

  function expectUnbroken({ folder, final }: Awaited<ReturnType<typeof breakAndResume>>): void {
    expect(lastWeights(path.join(folder, 'peasy.db'), 'cnn')).toBe(unbroken);
    expect(final).toMatchObject({ status: 'finished', epochs: 8 });
    for (const key of [
      'loss',
      'accuracy',
      'valLoss',
      'valAccuracy',
      'testLoss',
      'testAccuracy',
      'stepLoss',
    ]) {
      expect([key, final.metrics[key].count]).toEqual([key, unbrokenRun.metrics[key].count]);
      expect([key, final.metrics[key].last]).toEqual([key, unbrokenRun.metrics[key].last]);
    }
  }

  it.each([
    [0, 0],
    [1, 0],
    [3, 40],
    [5, 15],
    [7, 70],
  ])(
    'after kill -9 behind epoch %i gives the bits of an unbroken run',
    async (epoch, wait) => {
      const outcome = await breakAndResume('SIGKILL', epoch, wait);
      expect(outcome.broken.signal).toBe('SIGKILL');
      expect(outcome.after.status).toBe('lost');
      // Of what it said, at least the half: the log is kept whenever it has doubled.
      const logs = outcome.after.artifacts.filter(({ path }) => path === 'train.log');
      if (epoch > 0) expect(logs).toHaveLength(1);
      // What was told of before the kill is there, but for the last second.
      expect(outcome.resumed.code).toBe(0);
      expectUnbroken(outcome);
    },
    120_000,
  );

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'after %s finishes the step, and exits with %i',
    async (signal, code) => {
      const outcome = await breakAndResume(signal, 2, 10);
      expect(outcome.broken.code).toBe(code);
      expect(events(outcome.broken).at(-1)).toMatchObject({ event: 'end', status: 'interrupted' });
      expect(outcome.after.status).toBe('interrupted');
      expectUnbroken(outcome);
    },
    120_000,
  );

  it('trains further than planned with --epochs', async () => {
    const folder = emptyFolder();
    await peasy(folder, [...TRAIN, '--epochs', '5']);
    const longer = await peasy(folder, ['train', '--resume', 'cnn', '--epochs', '8', '--json']);
    expect(longer.code).toBe(0);
    expect(lastWeights(path.join(folder, 'peasy.db'), 'cnn')).toBe(unbroken);
  }, 120_000);

  it('refuses a finished run, another config, and a run that is none', async () => {
    const folder = emptyFolder();
    await peasy(folder, [...TRAIN, '--epochs', '1']);
    for (const [flags, words, code] of [
      [['--resume', 'cnn'], /finished/, 1],
      [['--resume', 'cnn', '--seed', '3'], /--seed.*keeps its config/, 2],
      [['--resume', 'cnm'], /cnn/, 1],
    ] as const) {
      const refused = await peasy(folder, ['train', ...flags]);
      expect(refused.stderr).toMatch(words);
      expect(refused.code).toBe(code);
    }
  }, 120_000);
});
