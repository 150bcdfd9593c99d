import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fillExampleRecord } from '../../test-programs/example-record.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore } from './store.js';

const document = readFileSync(
  fileURLToPath(new URL('../../../../docs/database.md', import.meta.url)),
  'utf8',
);
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

/** Fenced blocks: a query in ```sql, and what it answers in a ```text right after it. */
const queries = [...document.matchAll(/```sql\n(.*?)```\n(?:\n```text\n(.*?)```)?/gs)].map(
  ([, sql, output]) => ({ sql, output }),
);
const shown = queries.filter(({ output }) => output !== undefined);
const [, snippet] = /```python\n(.*?)```/s.exec(document)!;

async function exampleRecord() {
  const file = join(temporaryFolder(), 'peasy.db');
  const store = openStore({ file });
  await fillExampleRecord(store);
  return { file, store };
}

describe('docs/database.md', () => {
  it('has queries that work', async () => {
    const { store } = await exampleRecord();
    expect(queries.length).toBeGreaterThan(5);
    for (const { sql } of queries) expect(store.query(sql).columns).not.toEqual([]);
    store.close();
  });

  it('names every column of every view', async () => {
    const { store } = await exampleRecord();
    for (const view of [
      'runs_overview',
      'accuracies',
      'metric_points',
      'metric_summary',
      'params_long',
      'snapshots_overview',
    ]) {
      const [, section] = new RegExp(`### \`${view}\`\n(.*?)\n##`, 's').exec(document)!;
      for (const column of store.query(`SELECT * FROM ${view}`).columns) {
        expect(section, `${view}.${column}`).toContain(`\`${column}\``);
      }
    }
    store.close();
  });

  it.skipIf(!has('sqlite3'))(
    'shows what sqlite3 answers (skipped where there is no sqlite3 program)',
    async () => {
      const { store, file } = await exampleRecord();
      store.close();
      expect(shown.length).toBeGreaterThan(3);
      for (const { sql, output } of shown) {
        const { stdout } = spawnSync('sqlite3', ['-header', file, sql], { encoding: 'utf8' });
        expect(stdout).toBe(output);
      }
    },
  );

  it.skipIf(!has('python3'))(
    'reads weights from Python (skipped where there is no python3)',
    async () => {
      const { store, file } = await exampleRecord();
      const snapshot = store.pickSnapshot(store.findRun('cnn').id, 'best');
      const script = `${snippet}\nimport json\nprint(json.dumps([[n, s, list(v)] for n, (s, v) in weights_of(${JSON.stringify(file)}, "cnn").items()]))`;
      const { stdout, stderr } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
      expect(stderr).toBe('');
      const expected = [...store.snapshotWeights(snapshot.id)].map(([name, { shape, values }]) => [
        name,
        shape,
        [...values],
      ]);
      expect(JSON.parse(stdout)).toEqual(expected);
      store.close();
    },
  );
});
