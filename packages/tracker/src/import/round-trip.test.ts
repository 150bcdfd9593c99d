import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import type { ExportFormat } from '../choices.js';
import { exportRuns } from '../export/export-runs.js';
import { putRunParams, startClientRun, updateClientRun, writeToRun } from '../store/client-runs.js';
import { putRunDatasets } from '../store/run-datasets.js';
import { openStore, type Store } from '../store/store.js';
import { writePoints } from '../store/write-points.js';
import { importRuns } from './import-runs.js';

const emptyStore = () => openStore({ file: join(temporaryFolder(), 'peasy.db') });

/** Runs of Peasy's own and of a client, with all that may be hard to write down. */
async function fullStore(): Promise<Store> {
  const store = emptyStore();
  const params = {
    plain: 'text',
    likeNumber: '1e3',
    likeBoolean: 'true',
    number: 0.1,
    'a.b,"c"': 'x',
  };
  const logger = store.startRun(sampleStart({ params, tags: { empty: '', 'a.b': ' spaces ' } }));
  logger.logMetrics(
    [0.1 + 0.2, Number.NaN, Infinity, -Infinity, 5e-324].map((value, step) => ({
      ...{
        key: 'val/loss, "%"',
        step,
        value,
        epoch: (step + 1) / 3,
        time: 1_700_000_000_000.25 + step,
      },
    })),
  );
  await logger.saveArtifact({ path: 'a.txt', bytes: Buffer.from('a'), mediaType: 'text/plain' });
  await logger.finish('failed', 'the message, "quoted"\r\nand more');
  store.setNote(logger.runId, '# Note\n\n=1+1, "ä" 😀');
  const { connection } = store.access;
  const tags = new Map([
    ['mlflow.runName', 'train'],
    ['__proto__', 'constructor'],
  ]);
  for (const startedAt of [1_600_000_000_000, 1_600_000_000_001]) {
    const id = startClientRun(connection, {
      experimentId: 0,
      name: 'train',
      userId: 'me',
      startedAt,
      tags,
    });
    writeToRun(connection, id, () => {
      putRunParams(
        connection,
        id,
        new Map([
          ['long', 'x'.repeat(8000)],
          ['flag', 'true'],
          ['empty', ''],
          ['two\nlines', '"'],
        ]),
      );
      const points = [-5, -5, 0, 2 ** 53 - 1].map((step, at) => ({
        ...point('loss', step, at),
        time: at,
      }));
      writePoints(connection, id, 0, [...points, { ...points[0], value: 7 }], 'keep');
      putRunDatasets(connection, id, [
        {
          ...{
            name: 'd',
            digest: '1',
            sourceType: 'local',
            source: '{"uri":"a"}',
            schema: undefined,
          },
          profile: '{}',
          tags: new Map([['mlflow.data.context', 'train']]),
        },
      ]);
    });
    updateClientRun(connection, id, { status: 'interrupted', endedAt: 1_600_000_009_000 });
  }
  const [trashed] = store.listRuns();
  store.trashRun(trashed.id);
  return store;
}

const idsOf = (store: Store) =>
  [true, false].flatMap((trash) => store.listRuns({ trash }).map(({ id }) => id)).sort();

/** All that an export says, but for what a file cannot bring: weights and files. */
async function said(store: Store): Promise<unknown> {
  const to = join(temporaryFolder(), 'all.json');
  await exportRuns(store, { runs: idsOf(store), format: 'json', to });
  const { runs } = JSON.parse(readFileSync(to, 'utf8')) as { runs: Record<string, unknown>[] };
  return runs.map(({ version: _, snapshots: __, artifacts: ___, ...run }) => run);
}

describe.each(['json', 'csv'] as const satisfies ExportFormat[])(
  'export to %s and import',
  (format) => {
    it('gives the same runs, params, tags and points', async () => {
      const store = await fullStore();
      const to = join(temporaryFolder(), format);
      await exportRuns(store, { runs: idsOf(store), format, to });
      const other = emptyStore();
      const imported = await importRuns(other, { source: to });
      expect(imported).toMatchObject({ format, runs: 3, points: 15, alreadyHere: 0, renamed: [] });
      expect(imported.leftOut).toEqual({ 'files of artifacts': 1 });
      expect(await said(other)).toEqual(await said(store));
      expect(other.health().problems).toEqual([]);
      const again = await importRuns(other, { source: to });
      expect(again).toMatchObject({ runs: 0, points: 0, alreadyHere: 3, alreadyInTrash: 1 });
      store.close();
      other.close();
    });

    it('brings a run back that was deleted and purged, and lets it be purged again', async () => {
      const store = await fullStore();
      const to = join(temporaryFolder(), format);
      const [{ id }] = store.listRuns();
      await exportRuns(store, { runs: [id], format, to });
      for (let round = 0; round < 2; round++) {
        store.trashRun(id);
        store.purgeTrash();
        expect(await importRuns(store, { source: to })).toMatchObject({ runs: 1 });
        expect(store.getRun(id).id).toBe(id);
      }
      store.close();
    });

    it('gives runs whose name is taken a number, and puts them where it is told', async () => {
      const store = await fullStore();
      const to = join(temporaryFolder(), format);
      await exportRuns(store, { runs: idsOf(store), format, to });
      const other = emptyStore();
      other.startRun(sampleStart({ name: 'cnn', experiment: 'there' }));
      const imported = await importRuns(other, { source: to, experiment: 'there' });
      expect(imported.renamed).toMatchObject([{ from: 'cnn', to: 'cnn-2' }]);
      expect(other.listRuns({ experiment: 'there' })).toHaveLength(3);
      await expect(importRuns(emptyStore(), { source: to, name: 'one' })).rejects.toThrow(
        'Expected one run, as it is to be named "one"; the source has more',
      );
      store.close();
      other.close();
    });
  },
);

describe('importRuns() of broken files', () => {
  const refused = async (name: string, content: string, words: string | RegExp) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'in'));
    const file = join(folder, 'in', name);
    writeFileSync(file, content);
    const store = emptyStore();
    await expect(importRuns(store, { source: file })).rejects.toThrow(words);
    expect(store.listRuns()).toEqual([]);
    expect(store.health().problems).toEqual([]);
    store.close();
  };

  it.each([
    ['bad.json', '{"runs":[{"id":"a"', /to be JSON as "peasy export/],
    ['other.json', '{"a":1}', 'JSON of another kind'],
    ['run.json', '{"runs":[{"id":"a b"}]}', 'Expected run 1 of'],
    [
      'series.json',
      '{"runs":[{"series":[{"key":"a","step":[1],"epoch":[1],"time":[1],"value":["x"]}]}]}',
      '"value" 1 of the metric "a" of run 1',
    ],
    [
      'cell.csv',
      'epoch,loss\n0,1\n1,abc\n',
      'line 3, column "loss": expected a number, NaN or Infinity, got "abc"',
    ],
    ['step.csv', 'step,loss\n0.5,1\n', 'line 2, column "step": expected a whole number'],
    ['ragged.csv', 'step,loss\n0,1\n1,2,3\n', /line 3/],
    ['twice.csv', 'step,loss,loss\n0,1,2\n', 'two columns "loss"'],
    ['empty.csv', 'step\n0\n', 'a column a metric'],
    ['noise.bin', 'a\u0001b', 'none of them by its looks'],
  ])('%s: says what is wrong and where, and writes nothing', refused);

  it('says that there is nothing', async () => {
    const store = emptyStore();
    await expect(importRuns(store, { source: '/no/such/file' })).rejects.toThrow(
      'There is nothing at',
    );
    store.close();
  });
});
