import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, emptyFolder, events, Peasy, peasy, peasyJson } from '../src/peasy.js';
import { lastWeights } from '../src/weights.js';

const TRAIN = ['train', '--config', config('cnn'), '--epochs', '8', '--threads', '2'];
const ENDS_WORKERS = [
  '--import',
  path.resolve(import.meta.dirname, '../src/end-worker-on-signal.mjs'),
];

interface Shown {
  readonly status: string;
  readonly message: string | null;
  readonly epochs: number;
  readonly snapshots: readonly { readonly epoch: number }[];
  readonly metrics: Record<string, { readonly count: number }>;
}

/** Signals do not end worker threads elsewhere. */
const isUnix = process.platform !== 'win32';

describe.skipIf(!isUnix)(
  `a worker thread that dies in the middle of an epoch${isUnix ? '' : ' [needs signals]'}`,
  () => {
    it('ends the run as failed with the reason, keeps what was stored, and the run goes on', async () => {
      const folder = emptyFolder();
      const running = new Peasy(folder, [...TRAIN, '--json'], { nodeFlags: ENDS_WORKERS });
      await running.event(({ event, epoch }) => event === 'epoch' && epoch === 3);
      running.kill('SIGUSR2');
      const broken = await running.ended;
      const reason =
        /^Worker thread "peasy kernels, thread 1" ended with code \d+\. The network cannot go on/;
      expect(broken.code).toBe(1);
      expect(broken.stderr).toMatch(
        /^peasy: Worker thread "peasy kernels, thread 1" ended with code/,
      );
      expect(broken.stderr).not.toMatch(/^\s+at /m);
      const end = events(broken).at(-1);
      expect(end).toMatchObject({ event: 'end', name: 'cnn', status: 'failed' });
      expect(end?.message).toMatch(reason);

      const shown = await peasyJson<Shown>(folder, ['show', 'cnn']);
      expect(shown.status).toBe('failed');
      expect(shown.message).toMatch(reason);
      expect(shown.epochs).toBeGreaterThanOrEqual(3);
      expect(shown.metrics.loss.count).toBe(shown.epochs);
      expect(shown.snapshots.map(({ epoch }) => epoch)).toEqual(
        expect.arrayContaining([0, 1, 2, 3]),
      );

      const resumed = await peasy(folder, ['train', '--resume', 'cnn', '--json']);
      expect(resumed.code).toBe(0);
      const whole = emptyFolder();
      expect((await peasy(whole, TRAIN)).code).toBe(0);
      const weightsIn = (one: string) => lastWeights(path.join(one, 'peasy.db'), 'cnn');
      expect(weightsIn(folder)).toBe(weightsIn(whole));
    }, 120_000);

    it('tells a person how to go on', async () => {
      const folder = emptyFolder();
      const running = new Peasy(folder, [...TRAIN, '--epochs', '400'], { nodeFlags: ENDS_WORKERS });
      await running.says(/^epoch +2\/400/);
      running.kill('SIGUSR2');
      const { stdout, stderr, code } = await running.ended;
      expect(code).toBe(1);
      expect(stdout).toContain(
        'Run cnn ended by an error; what it stored is kept. To go on from there: npx peasy train --resume cnn',
      );
      expect(stderr).toMatch(/^peasy: Worker thread/);
    }, 60_000);
  },
);
