import { existsSync } from 'node:fs';
import type { Store } from '@peasy/tracker';
import type { Command } from 'commander';
import { UserError } from './user-error.js';
import { databaseFile, findWorkspace } from './workspace.js';

/** Options of every command that reads or writes runs. */
export interface RecordOptions {
  readonly db?: string;
  readonly json?: boolean;
}

/** Adds `--db` and `--json`. */
export function addRecordOptions(command: Command): Command {
  return command
    .option('--db <file>', 'the database (default: peasy.db in the workspace root, or PEASY_DB)')
    .option('--json', 'print JSON, for machines');
}

/** Opens the database that must be there already; `use` gets it, and it is closed afterwards. */
export async function withStore<T>(
  options: RecordOptions,
  use: (store: Store) => T | Promise<T>,
): Promise<T> {
  const file = databaseFile(findWorkspace(), options.db);
  if (!existsSync(file)) {
    throw new UserError(
      `Expected a database at ${file}, and there is none. Train a first run (peasy train --config cnn), or name another file with --db.`,
    );
  }
  const { openStore } = await import('@peasy/tracker/record');
  const store = openStore({ file });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

/** Prints a value as JSON, in lines that people can read too. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
