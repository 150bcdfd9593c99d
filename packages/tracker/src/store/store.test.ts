import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { MIGRATIONS } from '../migrations/index.js';
import { openStore } from './store.js';

const record = () => join(temporaryFolder(), 'peasy.db');

describe('openStore()', () => {
  it('makes a new record in WAL mode, and opens it again with what it holds', () => {
    const file = record();
    const first = openStore({ file });
    const { runId } = first.startRun(sampleStart());
    first.close();
    const again = openStore({ file });
    expect(again.getRun(runId).name).toBe('cnn');
    expect(new Sqlite(file).pragma('journal_mode', { simple: true })).toBe('wal');
    expect(again.health()).toMatchObject({
      schema: MIGRATIONS.at(-1)!.name,
      runs: 1,
      problems: [],
    });
    again.close();
  });

  it('refuses a newer schema and leaves the file as it is, byte for byte', () => {
    const file = record();
    openStore({ file }).close();
    const sqlite = new Sqlite(file);
    sqlite.prepare('INSERT INTO schema_migrations VALUES (?, ?)').run('0099_add_wings', 0);
    sqlite.pragma('journal_mode = DELETE');
    sqlite.close();
    const before = readFileSync(file);
    expect(() => openStore({ file })).toThrow(
      expect.objectContaining({
        code: 'newerSchema',
        message: expect.stringMatching(/newer Peasy.*0099_add_wings.*update Peasy/s),
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a file that is no database, and leaves it as it is', () => {
    const file = record();
    const bytes = randomBytes(5000);
    writeFileSync(file, bytes);
    expect(() => openStore({ file })).toThrow(
      expect.objectContaining({ code: 'notADatabase', message: expect.stringContaining(file) }),
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("refuses another program's database, and leaves it as it is", () => {
    const file = record();
    const sqlite = new Sqlite(file);
    sqlite.exec('CREATE TABLE recipes (name TEXT)');
    sqlite.close();
    const before = readFileSync(file);
    expect(() => openStore({ file })).toThrow(/another program: it holds "recipes"/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('says that there is no record where one must be, and where a folder is missing', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'none.db');
    expect(() => openStore({ file, mustExist: true })).toThrow(
      expect.objectContaining({ code: 'missingFile' }),
    );
    expect(() => openStore({ file, readonly: true })).toThrow(/There is no record at/);
    expect(() => openStore({ file: join(folder, 'no', 'peasy.db') })).toThrow(/does not exist/);
    expect(() => openStore({ file: folder })).toThrow(/is a folder/);
  });

  it('reads but does not write when opened for reading only', () => {
    const file = record();
    const writer = openStore({ file });
    writer.startRun(sampleStart());
    const reader = openStore({ file, readonly: true });
    expect(reader.listRuns()).toHaveLength(1);
    expect(() => reader.startRun(sampleStart())).toThrow(
      expect.objectContaining({ code: 'readOnly' }),
    );
    reader.close();
    writer.close();
  });

  it('says that a record is locked when another program holds it', () => {
    const file = record();
    const store = openStore({ file, busyTimeoutMs: 50 });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    expect(() => store.startRun(sampleStart())).toThrow(
      expect.objectContaining({ code: 'locked', message: expect.stringContaining('sqlite3') }),
    );
    other.exec('ROLLBACK');
    other.close();
    expect(store.startRun(sampleStart()).runName).toBe('cnn');
    store.close();
  });
});

describe('startRun()', () => {
  it('keeps everything it was told', () => {
    const store = openStore({ file: ':memory:' });
    const start = sampleStart({ tags: { purpose: 'demo' } });
    const { runId } = store.startRun(start);
    const run = store.getRun(runId);
    expect(run).toMatchObject({
      name: 'cnn',
      experiment: 'dogs-vs-cats',
      config: 'cnn',
      status: 'running',
      engine: 'kernels',
      device: start.device,
      dataset: 'drawn',
      parameters: 69_130,
      multiplyAdds: start.multiplyAdds,
      epochs: 0,
      epochsPlanned: 30,
      split: start.split,
      tags: { purpose: 'demo' },
      environment: start.environment,
      classes: ['dog', 'cat'],
      network: start.network,
      params: {
        epochs: '30',
        'optimizer.learningRate': '0.01',
        network: 'cnn',
        keepGoing: 'false',
      },
      note: '',
      endedAt: null,
      trashedAt: null,
    });
    expect(run.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    store.close();
  });

  it('gives names that are taken a number above all that were given, for each experiment apart', () => {
    const store = openStore({ file: ':memory:' });
    const nameOf = (name: string, experiment = 'a') =>
      store.startRun(sampleStart({ name, experiment })).runName;
    expect([nameOf('cnn'), nameOf('cnn'), nameOf('cnn')]).toEqual(['cnn', 'cnn-2', 'cnn-3']);
    expect(nameOf('cnn-wide')).toBe('cnn-wide');
    expect(nameOf('cnn')).toBe('cnn-4');
    expect(nameOf('cnn-2')).toBe('cnn-2-2');
    expect(nameOf('cnn', 'b')).toBe('cnn');
    store.close();
  });

  it('gives ids that are unique and sort by time', () => {
    const store = openStore({ file: ':memory:' });
    const ids = Array.from({ length: 50 }, () => store.startRun(sampleStart()).runId);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    store.close();
  });

  it.each(['', '  ', 'x'.repeat(251), 'two\nlines'])('refuses the name %j', (name) => {
    const store = openStore({ file: ':memory:' });
    expect(() => store.startRun(sampleStart({ name }))).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
    expect(store.listRuns()).toEqual([]);
    store.close();
  });
});
