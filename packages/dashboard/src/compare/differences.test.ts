import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import { runRow, summaryOf } from '../testing/run-row.js';
import { differencesOf, onlyDifferences } from './differences.js';

const detail = (run: RunRow, params: Record<string, string>): RunDetail => ({
  ...run,
  params,
  note: '',
  environment: {},
  classes: ['cat', 'dog'],
  network: null,
  snapshots: [],
  artifacts: [],
});

const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

describe('differencesOf()', () => {
  const cnn = runRow({
    id: 'a',
    metrics: { testAccuracy: summaryOf(0.874), seconds: summaryOf(4.1) },
  });
  const dense = runRow({
    id: 'b',
    parameters: 2_656_130,
    metrics: { testAccuracy: summaryOf(0.731), seconds: summaryOf(9.8) },
  });
  const details = new Map([
    ['a', detail(cnn, { network: 'cnn', epochs: '30', 'optimizer.learningRate': '0.03' })],
    ['b', detail(dense, { network: 'dense', epochs: '30', 'optimizer.learningRate': '0.01' })],
  ]);
  const rows = (groups = differencesOf([cnn, dense], details)) =>
    new Map(groups.flatMap((group) => group.rows.map((row) => [row.label, row])));

  it('sets results, cost and config side by side', () => {
    expect(rows().get('Test accuracy')?.cells.map(plain)).toEqual([
      '0.874 ± 0.013 (n = 2,400)',
      '0.731 ± 0.018 (n = 2,400)',
    ]);
    expect(rows().get('Parameters')?.cells).toEqual(['69,130', '2,656,130']);
    expect(rows().get('network')).toMatchObject({ cells: ['cnn', 'dense'] });
    expect(rows().get('optimizer.learningRate')).toMatchObject({ differs: true });
    expect(rows().get('epochs')?.differs).toBe(false);
  });

  it('leaves only what differs', () => {
    const kept = rows(onlyDifferences(differencesOf([cnn, dense], details)));
    expect(kept.has('network')).toBe(true);
    expect(kept.has('epochs')).toBe(false);
    expect(kept.has('Photos')).toBe(false);
  });

  it('counts a value that only one run has as a difference', () => {
    const more = new Map(details).set('b', detail(dense, { extra: '1' }));
    expect(rows(differencesOf([cnn, dense], more)).get('extra')).toMatchObject({
      cells: [undefined, '1'],
      differs: true,
    });
  });

  it('finds none in one run, or in two that are alike', () => {
    expect(onlyDifferences(differencesOf([cnn], details))).toEqual([]);
    expect(onlyDifferences(differencesOf([cnn, cnn], details))).toEqual([]);
  });
});
