import type { Layer } from '@peasy/core';
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

  it('gives training accuracy its interval where it is known of how many photos it is', () => {
    const metrics = { accuracy: summaryOf(0.835) };
    const trained = runRow({ id: 'a', metrics });
    const foreign = runRow({ id: 'b', metrics, split: null });
    const cells = rows(differencesOf([trained, foreign], new Map())).get('Last training accuracy');
    expect(cells?.cells.map(plain)).toEqual(['0.835 ± 0.007 (n = 11,200)', '0.835']);
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

  it('takes networks apart by layer, and says what code and environment they had', () => {
    const layers = [
      { kind: 'conv2d', name: 'Conv1', filters: 32, kernelSize: 3, padding: 'same' },
      { kind: 'flatten', name: 'Flatten' },
    ] as const;
    const network = (of: readonly Layer[]) => ({
      name: 'own',
      input: [32, 32, 3] as const,
      layers: of,
    });
    const own = new Map<string, RunDetail>([
      [
        'a',
        {
          ...detail(cnn, { network: JSON.stringify(layers) }),
          network: network(layers),
          environment: { gitCommit: 'abc', cores: 2, node: null },
        },
      ],
      [
        'b',
        {
          ...detail(dense, { network: 'cnn' }),
          network: network([
            { ...layers[0], filters: 8 },
            { kind: 'dropout', name: 'Drop', rate: 0.5 },
            layers[1],
          ]),
          environment: { gitCommit: 'def', cores: 2 },
        },
      ],
    ]);
    const groups = onlyDifferences(differencesOf([cnn, dense], own));
    const kept = rows(groups);
    expect(kept.get('network')?.cells).toEqual(['2 layers, below', 'cnn']);
    expect(kept.get('Conv1')?.cells).toEqual([
      'conv2d, filters 32, kernelSize 3, padding same',
      'conv2d, filters 8, kernelSize 3, padding same',
    ]);
    expect(kept.get('Drop')?.cells).toEqual([undefined, 'dropout, rate 0.5']);
    expect([kept.has('Flatten'), kept.has('cores'), kept.has('node')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(kept.get('Commit')?.cells).toEqual(['abc', 'def']);
    const layerRows = differencesOf([cnn, dense], own).find(({ title }) =>
      title.startsWith('Network'),
    );
    expect(layerRows?.rows.map(({ label }) => label)).toEqual(['Conv1', 'Drop', 'Flatten']);
  });

  it('finds none in one run, or in two that are alike', () => {
    expect(onlyDifferences(differencesOf([cnn], details))).toEqual([]);
    expect(onlyDifferences(differencesOf([cnn, cnn], details))).toEqual([]);
  });
});
