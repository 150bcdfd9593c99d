import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
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
