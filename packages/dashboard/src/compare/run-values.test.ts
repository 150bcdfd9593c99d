import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { runRow, summaryOf } from '../testing/run-row.js';
import {
  accuracyOfRun,
  formatBrushes,
  parseBrushes,
  pickedBy,
  runValues,
  wordsOfRun,
} from './run-values.js';
import { seedGroups, spreadOf } from './seed-groups.js';

const run = (id: string, accuracy: number): RunRow =>
  runRow({ id, name: id, metrics: { testAccuracy: summaryOf(accuracy) } });

function detailsOf(params: Readonly<Record<string, Record<string, string>>>) {
  return new Map(
    Object.entries(params).map(([id, of]) => [id, { ...run(id, 0), params: of } as RunDetail]),
  );
}

describe('runValues()', () => {
  const runs = [run('a', 0.6), run('b', 0.7), run('c', 0.8)];
  const details = detailsOf({
    a: { rate: '0.1', kind: 'sgd', epochs: '3', layers: `[${'1,'.repeat(99)}1]` },
    b: { rate: '1e-2', kind: 'adam', epochs: '3', layers: 'cnn' },
    c: { rate: '', kind: 'sgd', epochs: '3', layers: 'cnn' },
  });
  const values = runValues(runs, details);
  const found = (key: string) => values.find((one) => one.key === key);

  it('keeps numbers as numbers, and words as places by alphabet', () => {
    expect(found('rate')?.values).toEqual([0.1, 0.01, undefined]);
    expect(found('kind')).toMatchObject({ words: ['adam', 'sgd'], values: [1, 0, 1] });
    expect(found('layers')).toMatchObject({ words: ['cnn', 'its own'], values: [1, 0, 0] });
    expect(values.at(-1)).toMatchObject({ key: 'best.testAccuracy', values: [0.6, 0.7, 0.8] });
  });

  it('gives accuracies their intervals where it is known of how many photos they are', () => {
    const split = { ...runs[0].split!, test: 200 };
    const tested = runValues(
      [
        { ...runs[0], split },
        { ...runs[1], split: null },
      ],
      details,
    ).at(-1)!;
    expect(tested.photos).toEqual([200, undefined]);
    expect(wordsOfRun(tested, 0).replaceAll('\u00a0', ' ')).toBe('0.60 ± 0.07 (n = 200)');
    expect(wordsOfRun(tested, 1)).toBe('0.7000');
    expect(accuracyOfRun(tested, 1)).toBeUndefined();
    expect(wordsOfRun(found('kind')!, 0)).toBe('sgd');
    const leaking = { ...split, testAlsoTrained: 200 };
    const leaked = runValues([{ ...runs[0], split: leaking }, runs[1]], details).at(-1)!;
    expect(wordsOfRun(leaked, 0)).toContain('200 of 200 test photos were trained on');
  });

  it('leaves out what is the same in all', () => {
    expect(found('epochs')).toBeUndefined();
    expect(found('parameters')).toBeUndefined();
  });

  it('picks the runs that lie in every brush', () => {
    const brushes = new Map([
      ['best.testAccuracy', [0.65, 0.9] as const],
      ['rate', [0, 1] as const],
    ]);
    expect(pickedBy(values, brushes, 3)).toEqual([false, true, false]);
    expect(pickedBy(values, new Map(), 3)).toEqual([true, true, true]);
  });
});

describe('parseBrushes() and formatBrushes()', () => {
  it('read what the other writes, whatever the key', () => {
    const brushes = new Map([
      ['best.loss', [0.25, 1] as const],
      ['odd~,key', [-2, 3] as const],
    ]);
    expect(parseBrushes(formatBrushes(brushes))).toEqual(brushes);
  });

  it('leave out what is no range', () => {
    expect(parseBrushes('a~1,b~x~2,c~3~1,~1~2').size).toBe(0);
    expect(parseBrushes(undefined).size).toBe(0);
  });
});

describe('seedGroups()', () => {
  it('gathers runs that differ in their seed alone, with mean and deviation', () => {
    const runs = [run('a', 0.6), run('b', 0.7), run('c', 0.8), run('d', 0.9)];
    const details = detailsOf({
      a: { seed: '1', rate: '0.1' },
      b: { seed: '2', rate: '0.1' },
      c: { seed: '3', rate: '0.1' },
      d: { seed: '1', rate: '0.2' },
    });
    const [group, ...others] = seedGroups(runs, details);
    expect(others).toEqual([]);
    expect(group.seeds).toEqual(['1', '2', '3']);
    expect(group.test!.n).toBe(3);
    expect(group.test!.mean).toBeCloseTo(0.7, 12);
    expect(group.test!.deviation).toBeCloseTo(0.1, 12);
  });

  it('takes a repetition with the same seed for no group', () => {
    const details = detailsOf({ a: { seed: '1' }, b: { seed: '1' } });
    expect(seedGroups([run('a', 0.6), run('b', 0.7)], details)).toEqual([]);
  });
});

describe('spreadOf()', () => {
  it('knows no deviation of one value, and nothing of none', () => {
    expect(spreadOf([0.5])?.deviation).toBeNaN();
    expect(spreadOf([])).toBeUndefined();
  });
});
