import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { folderBytes } from './folder-bytes.js';

/** What an install puts into a folder of its own. */
export interface OwnFolder {
  /** As messages name it. */
  readonly what: string;
  /** The variable of the environment that names another folder. */
  readonly variable: string;
  readonly entries: readonly string[];
}

/**
 * The variable may name any folder, and what lies in this one is overwritten and removed.
 * @throws when other things lie there.
 */
export async function requireOwnFolder(
  folder: string,
  { what, variable, entries }: OwnFolder,
): Promise<void> {
  const foreign = (await readdir(folder)).filter((name) => !entries.includes(name));
  if (foreign.length === 0) return;
  throw new Error(
    `Expected ${folder} to hold ${what} only, it holds ${foreign[0]}. Name a folder of its own by ${variable}.`,
  );
}

/** Removes all of it. @returns the bytes that are free again. @throws when other things lie there. */
export async function removeOwnFolder(folder: string, own: OwnFolder): Promise<number> {
  if (!existsSync(folder)) return 0;
  await requireOwnFolder(folder, own);
  const bytes = await folderBytes(folder);
  await rm(folder, { recursive: true, force: true });
  return bytes;
}
