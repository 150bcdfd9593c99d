import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { OLDER, writeOlderRecord } from '../../test-programs/older-record.js';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { MIGRATIONS } from '../migrations/index.js';
import { appliedMigrations, checkSchema, migrate } from './migrate.js';
import { openStore } from './store.js';

const schemaOf = (sqlite: Sqlite.Database) =>
  sqlite.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

describe('migrate()', () => {
  it('takes an older record the rest of the way, to the same schema as a new one', () => {
    const whole = new Sqlite(':memory:');
    migrate(whole, 'whole', MIGRATIONS);
    for (let done = 0; done <= MIGRATIONS.length; done++) {
      const older = new Sqlite(':memory:');
      migrate(older, 'older', MIGRATIONS.slice(0, done));
      expect(checkSchema(older, 'older', MIGRATIONS)).toBe(MIGRATIONS.length - done);
      migrate(older, 'older', MIGRATIONS);
      expect(schemaOf(older)).toEqual(schemaOf(whole));
      expect(appliedMigrations(older)).toEqual(MIGRATIONS.map(({ name }) => name));
    }
  });

  it('leaves nothing of a migration that fails halfway', () => {
    const sqlite = new Sqlite(':memory:');
    migrate(sqlite, 'record', MIGRATIONS);
    const before = schemaOf(sqlite);
    const broken = { name: '0099_break_off', sql: 'CREATE TABLE half (a); CREATE TABLE half (a);' };
    expect(() => migrate(sqlite, 'record', [...MIGRATIONS, broken])).toThrow(/already exists/);
    expect(schemaOf(sqlite)).toEqual(before);
    expect(checkSchema(sqlite, 'record', MIGRATIONS)).toBe(0);
  });

  it('has names in the order in which they run', () => {
    const names = MIGRATIONS.map(({ name }) => name);
    expect([...names].sort()).toEqual(names);
    for (const [i, name] of names.entries()) {
      expect(name).toMatch(new RegExp(`^${String(i + 1).padStart(4, '0')}_[a-z]+_[a-z_]+$`));
    }
  });

  it('does not happen to a record that is open for reading only', () => {
    const file = join(temporaryFolder(), 'peasy.db');
    const sqlite = new Sqlite(file);
    migrate(sqlite, file, MIGRATIONS.slice(0, 1));
    sqlite.close();
    expect(() => openStore({ file, readonly: true })).toThrow(
      expect.objectContaining({ code: 'olderSchema' }),
    );
    openStore({ file }).close();
    openStore({ file, readonly: true }).close();
  });
});

/** From the third on there is a table for points, weights and all else that a run has. */
const VERSIONS = MIGRATIONS.map((_, i) => i + 1).filter((known) => known >= 3);

describe('a record of an older Peasy', () => {
  it.each(VERSIONS.map((known) => [MIGRATIONS[known - 1].name, known] as const))(
    'that ended at %s keeps all that it holds',
    (_, known) => {
      const file = join(temporaryFolder(), 'peasy.db');
      writeOlderRecord(file, known);
      const store = openStore({ file });
      const { run, trashed, steps, weights } = OLDER;
      expect(store.health()).toMatchObject({
        ...{ schema: MIGRATIONS.at(-1)!.name, runs: 1, trashedRuns: 1 },
        ...{ points: 45, snapshots: 1, tensors: 1, problems: [] },
      });
      const [series] = store.series([run]);
      const numbers = Array.from({ length: steps }, (_, step) => step);
      expect(series.step).toEqual(numbers);
      expect(series.epoch).toEqual(numbers.map((step) => (step + 1) / 10));
      expect(series.time).toEqual(numbers.map((step) => (step < 20 ? 1000000 : 1500000) + step));
      expect(series.value).toEqual(numbers.map((step) => (step === 30 ? 'NaN' : step / 3)));
      expect(store.getRun(run)).toMatchObject({
        ...{ name: 'cnn', experiment: 'cats', note: 'a note', status: 'finished', seconds: 500.3 },
        ...{ params: { epochs: '4' }, tags: { keep: 'yes' }, epochs: 4, parameters: 10 },
        metrics: { loss: { count: 40, best: 0 } },
        split: { kind: 'holdout', train: 70 },
        snapshots: [{ id: 's1', step: 40, reasons: ['best', 'last'] }],
      });
      expect([...store.snapshotWeights('s1').get('w')!.values]).toEqual([...weights]);
      const { from } = store.resumeRun(run, { epochsPlanned: 8 });
      expect(from).toMatchObject({ step: 40, resume: { trainerState: { step: 40 } } });
      expect([...from.resume.optimizerState.get('v')!.values]).toEqual([...weights]);
      expect(store.getRun(trashed)).toMatchObject({ name: 'old', trashedAt: expect.any(String) });
      expect(store.purgeTrash().runs).toBe(1);
      store.close();
    },
  );

  it('is brought up to date once by eight programs that open it at once', async () => {
    const file = join(temporaryFolder(), 'peasy.db');
    writeOlderRecord(file, 4);
    const gate = `${file}.gate`;
    const children = Array.from({ length: 8 }, () => startProgram('open-record', file, gate));
    await Promise.all(children.map(nextLine));
    const points = children.map(nextLine);
    const codes = Promise.all(children.map(ended));
    writeFileSync(gate, '');
    expect(await Promise.all(points)).toEqual(Array(8).fill('45'));
    expect(await codes).toEqual(Array(8).fill(0));
    const store = openStore({ file });
    expect(store.query('SELECT name FROM schema_migrations ORDER BY name').rows.flat()).toEqual(
      MIGRATIONS.map(({ name }) => name),
    );
    expect(store.health().problems).toEqual([]);
    store.close();
  });
});
