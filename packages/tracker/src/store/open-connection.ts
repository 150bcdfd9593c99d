import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { MIGRATIONS } from '../migrations/index.js';
import { Connection } from './connection.js';
import { checkSchema, migrate } from './migrate.js';
import { openSqlite } from './open-sqlite.js';
import { asStoreError, isBusy, StoreError } from './store-error.js';

/** How long a connection waits for another program's write to end. */
export const BUSY_TIMEOUT_MS = 10_000;

/** What openConnection takes. */
export interface ConnectionOptions {
  /** A path, or ":memory:". */
  readonly file: string;
  readonly readonly?: boolean;
  /** A file that is not there is an error, instead of a new record. */
  readonly mustExist?: boolean;
  /** How long to wait for another program's write to end. Default: 10 s. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a record, makes it if it is not there, and brings its schema up to date. A file that is
 * not ours, or is of a newer Peasy, is refused before anything is written to it.
 * @throws StoreError
 */
export function openConnection(options: ConnectionOptions): Connection {
  const { file, readonly = false, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  checkPlace(options);
  const deadline = Date.now() + busyTimeoutMs;
  for (;;) {
    let sqlite: Sqlite.Database | undefined;
    try {
      sqlite = openSqlite(file, { readonly, timeout: busyTimeoutMs });
      prepareForUse(sqlite, file, readonly);
      return new Connection(sqlite, file);
    } catch (error) {
      sqlite?.close();
      // SQLite does not wait while another program turns WAL on: it reports busy at once.
      if (!isBusy(error) || Date.now() > deadline) throw asStoreError(error, file);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    }
  }
}

function prepareForUse(sqlite: Sqlite.Database, file: string, readonly: boolean): void {
  const pending = checkSchema(sqlite, file, MIGRATIONS);
  sqlite.exec('PRAGMA foreign_keys = ON');
  // Kilobytes. The driver's own 16 MB fill up as a long run's record grows, and look like a leak.
  sqlite.exec('PRAGMA cache_size = -4096');
  if (readonly) {
    if (pending > 0) {
      throw new StoreError(
        'olderSchema',
        `The record ${file} was written by an older Peasy and is open for reading only, so it cannot be brought up to date. Open it once for writing: \`peasy doctor --db ${file}\`.`,
      );
    }
    return;
  }
  // Only has an effect on a file without tables: lets a purge give space back without a second copy of the file.
  sqlite.exec('PRAGMA auto_vacuum = INCREMENTAL');
  sqlite.exec('PRAGMA journal_mode = WAL');
  // With WAL, NORMAL loses nothing when a program dies; a power cut may take the last commits, never the whole.
  sqlite.exec('PRAGMA synchronous = NORMAL');
  sqlite.exec('PRAGMA journal_size_limit = 67108864');
  // Pages, 16 MB of them: each time the log is carried over, a writer waits for the disk.
  sqlite.exec('PRAGMA wal_autocheckpoint = 4000');
  if (pending > 0) migrate(sqlite, file, MIGRATIONS);
}

function checkPlace({ file, readonly, mustExist }: ConnectionOptions): void {
  if (file === ':memory:') return;
  if (existsSync(file)) {
    if (statSync(file).isDirectory()) {
      throw new StoreError(
        'notADatabase',
        `Expected ${file} to be a SQLite file, but it is a folder.`,
      );
    }
    return;
  }
  if (readonly || mustExist) {
    throw new StoreError(
      'missingFile',
      `There is no record at ${file}. A first \`peasy train\` makes one; to use another, name it with --db FILE.`,
    );
  }
  if (!existsSync(dirname(file))) {
    throw new StoreError(
      'missingFile',
      `The folder ${dirname(file)} does not exist, so ${file} cannot be made in it. Make the folder first.`,
    );
  }
}
