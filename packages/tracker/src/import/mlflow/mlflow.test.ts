import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMlflow, withMlflowClient } from '../../../test-programs/mlflow-server.js';
import { pythonPackageMissing } from '../../../test-programs/python.js';
import { temporaryFolder } from '../../../test-programs/temporary-folder.js';
import type { Series } from '../../api/types.js';
import { exportRuns } from '../../export/export-runs.js';
import { createServer } from '../../server/create-server.js';
import { openStore, type Store } from '../../store/store.js';
import { importRuns } from '../import-runs.js';

const missing = pythonPackageMissing('mlflow') ?? pythonPackageMissing('sklearn');

const emptyStore = () => openStore({ file: join(temporaryFolder(), 'peasy.db') });

/** All that a record says, as far as it came from elsewhere. */
async function said(store: Store): Promise<Record<string, unknown>> {
  const to = join(temporaryFolder(), 'all.json');
  const runs = [true, false]
    .flatMap((trash) => store.listRuns({ trash }).map(({ id }) => id))
    .sort();
  await exportRuns(store, { runs, format: 'json', to });
  const { runs: exported } = JSON.parse(readFileSync(to, 'utf8')) as {
    runs: Record<string, unknown>[];
  };
  const table = (sql: string) => store.query(sql, { maxRows: 100_000 }).rows;
  return {
    // REST does not say when a run was deleted.
    runs: exported.map(({ version: _, trashedAt, series, ...run }) => ({
      ...run,
      inTrash: trashedAt !== null,
      // A server names metrics in an order of its own.
      series: (series as Series[]).sort((a, b) => (a.key < b.key ? -1 : 1)),
    })),
    experiments: table(
      'select name, trashed_at is null, e.created_at from experiments e where id <> 0 order by name',
    ),
    experimentTags: table(
      'select e.name, key, value from experiment_tags t join experiments e on e.id = t.experiment_id order by 1, 2',
    ),
    models: table(
      'select m.id, e.name, m.name, model_type, source_run_id, status, m.created_at, m.updated_at from logged_models m join experiments e on e.id = m.experiment_id',
    ),
    modelParams: table('select * from logged_model_params order by 1, 2'),
    modelTags: table('select * from logged_model_tags order by 1, 2'),
    modelMetrics: table('select * from logged_model_metrics order by 1, 2, 3'),
    links: table('select * from run_models order by 1, 2, 3'),
    files: table(
      "select substr(path, instr(path, '/')), bytes, sha256 from stored_files order by 1",
    ),
    registered: table('select * from registered_models order by 1'),
    registeredTags: table('select * from registered_model_tags order by 1, 2'),
    versions: table('select * from model_versions order by 1, 2'),
    versionTags: table('select * from model_version_tags order by 1, 2, 3'),
    aliases: table('select * from model_aliases order by 1, 2'),
  };
}

type History = Record<string, Record<string, [step: number, time: number, value: string][]>>;

/** A number as Python writes it; MLflow's own client reads the infinities back as the largest numbers. */
function fromPython(value: string): number {
  if (value === 'nan') return Number.NaN;
  const number = Number(value);
  return Math.abs(number) === Number.MAX_VALUE ? Math.sign(number) * Infinity : number;
}

describe.skipIf(missing !== undefined)(`importRuns() from MLflow [${missing ?? 'there'}]`, () => {
  it('brings the same over from a server, from its file, and from the Peasy that it was brought to', async () => {
    const mlflow = await startMlflow();
    const told = (await withMlflowClient('log-for-import.py', mlflow.url)) as History;
    const [byServer, byFile, again] = [emptyStore(), emptyStore(), emptyStore()];

    const fromServer = await importRuns(byServer, { source: mlflow.url });
    expect(fromServer).toMatchObject({
      ...{ format: 'mlflow', runs: 7, experiments: 2, models: 1, registeredModels: 2 },
      ...{ alreadyHere: 0, leftOut: {}, stopped: false },
    });
    expect(fromServer.renamed).toMatchObject([{ from: 'train', to: 'train-2' }]);
    const fromFile = await importRuns(byFile, { source: mlflow.database });
    expect({ ...fromFile, notes: [] }).toEqual({ ...fromServer, notes: [] });

    // What its own client says: every point, by id.
    for (const store of [byServer, byFile]) {
      for (const [id, metrics] of Object.entries(told)) {
        const series = Object.fromEntries(
          store.points({ runs: [id] }).map((one) => [one.key, one]),
        );
        expect(Object.keys(series).sort()).toEqual(Object.keys(metrics).sort());
        for (const [key, points] of Object.entries(metrics)) {
          const { step, time, value } = series[key];
          const here = [...step].map((at, index) => [at, time[index], value[index]]);
          const there = points.map(([at, when, text]) => [at, when, fromPython(text)]);
          const byPlace = (a: number[], b: number[]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
          expect(here.sort(byPlace as never)).toEqual(there.sort(byPlace as never));
        }
      }
    }

    const [first] = byFile
      .listRuns({ nameContains: 'train' })
      .filter(({ name }) => name === 'train');
    const train = byFile.getRun(first.id);
    expect(train).toMatchObject({ status: 'finished', note: 'A *note*.', dataset: 'zeros' });
    expect(train.params).toMatchObject({
      learning_rate: '0.010',
      long: 'x'.repeat(6000),
      empty: '',
      flag: 'True',
    });
    expect(train.artifacts.map(({ path, bytes }) => [path, bytes])).toEqual(
      expect.arrayContaining([
        ['empty.txt', 0],
        ['texts/über mich & co.txt', 6],
      ]),
    );
    expect(byFile.getRun(byFile.findRun('killed').id)).toMatchObject({
      status: 'interrupted',
      seconds: 1.5,
    });
    expect(
      byFile
        .listRuns({ trash: true })
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['deleted', 'in the trash']);

    const expected = await said(byFile);
    expect(await said(byServer)).toEqual(expected);
    for (const list of Object.values(expected)) expect(list).not.toEqual([]);

    const server = await createServer({
      store: byServer,
      port: 0,
      dashboardFolder: temporaryFolder(),
    });
    const fromPeasy = await importRuns(again, { source: server.url });
    await server.close();
    expect({ ...fromPeasy, notes: [], renamed: [] }).toEqual({
      ...fromServer,
      notes: [],
      renamed: [],
    });
    expect(await said(again)).toEqual(expected);

    for (const source of [mlflow.url, mlflow.database]) {
      expect(await importRuns(again, { source })).toMatchObject({
        ...{ runs: 0, points: 0, files: 0, experiments: 0, models: 0, registeredModels: 0 },
        ...{ alreadyHere: 7, alreadyInTrash: 2 },
      });
    }
    for (const store of [byServer, byFile, again]) {
      expect(store.health().problems).toEqual([]);
      store.close();
    }
  }, 240_000);
});
