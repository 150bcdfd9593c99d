import type { Series } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { RunBatch } from './run-batch.js';

const seriesOf = (run: string, key: string): Series => ({
  run,
  key,
  step: [],
  epoch: [],
  time: [],
  value: [],
});

describe('RunBatch', () => {
  const recorded = () => {
    const asked: [readonly string[], readonly string[]][] = [];
    const batch = new RunBatch(async (runs: readonly string[], keys: readonly string[]) => {
      asked.push([runs, keys]);
      return runs.flatMap((run) => keys.map((key) => seriesOf(run, key)));
    });
    return { asked, batch };
  };

  it('sends what is asked in one turn as one request, and gives each run its own', async () => {
    const { asked, batch } = recorded();
    const answers = await Promise.all([batch.load('a', ['loss']), batch.load('b', ['loss'])]);
    expect(asked).toEqual([[['a', 'b'], ['loss']]]);
    expect(answers).toEqual([[seriesOf('a', 'loss')], [seriesOf('b', 'loss')]]);
  });

  it('asks anew in a later turn, and apart for another query', async () => {
    const { asked, batch } = recorded();
    await batch.load('a', ['loss']);
    await Promise.all([batch.load('a', ['loss']), batch.load('a', ['valLoss'])]);
    expect(asked).toHaveLength(3);
  });

  it('fails everyone who asked, and works again after', async () => {
    let broken = true;
    const batch = new RunBatch<readonly string[], Series>(async () => {
      if (broken) throw new Error('gone');
      return [];
    });
    const both = await Promise.allSettled([batch.load('a', ['x']), batch.load('b', ['x'])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    await expect(batch.load('a', ['x'])).resolves.toEqual([]);
  });
});
