import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ArtifactFiles, artifactsFolderOf } from './artifact-files.js';
import type { Connection } from './connection.js';
import { openSqlite } from './open-sqlite.js';
import { asStoreError, StoreError } from './store-error.js';

/** What a backup holds. */
export interface BackedUp {
  readonly file: string;
  /** Of the database alone. */
  readonly bytes: number;
  readonly runs: number;
  /** Different contents of artifacts, and their bytes. */
  readonly artifacts: number;
  readonly artifactBytes: number;
}

/**
 * Copies the record as it is at one moment, while others go on writing to it, into a new file with
 * its own artifacts folder beside it. It is a record like any other: to restore it, open it, or put
 * it where the old one was. The copy is checked before it gets its name.
 * @throws StoreError when there is a file of that name, when the disk is full, or when artifacts were purged meanwhile.
 */
export function backUp(connection: Connection, artifacts: ArtifactFiles, file: string): BackedUp {
  const folder = artifactsFolderOf(file);
  for (const path of [file, folder]) {
    if (path === undefined || !existsSync(path)) continue;
    throw new StoreError('conflict', `There is ${path} already. Name another file for the backup.`);
  }
  const unfinished = `${file}.unfinished`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(unfinished, { force: true });
    // One read transaction: writers go on, and what they write meanwhile is not in it.
    connection.prepare('VACUUM INTO ?').run(unfinished);
    const copied = checkedContents(unfinished);
    let artifactBytes = 0;
    for (const sha256 of copied.artifacts) artifactBytes += artifacts.copyTo(folder!, sha256);
    renameSync(unfinished, file);
    return {
      ...{ file, bytes: statSync(file).size, runs: copied.runs },
      ...{ artifacts: copied.artifacts.length, artifactBytes },
    };
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (folder) rmSync(folder, { recursive: true, force: true });
    throw asStoreError(error, file);
  }
}

/** What a copy holds, by its own words. @throws StoreError when it is not whole. */
function checkedContents(file: string): { runs: number; artifacts: string[] } {
  const copy = openSqlite(file, { readonly: true });
  try {
    const problems = copy.prepare('PRAGMA integrity_check').pluck().all() as string[];
    if (problems.join() !== 'ok') {
      throw new StoreError('corrupt', `The copy is not whole: ${problems.slice(0, 3).join('; ')}.`);
    }
    const runs = copy.prepare('SELECT count(*) FROM runs').pluck().get() as number;
    const contents = copy
      .prepare('SELECT sha256 FROM artifacts UNION SELECT sha256 FROM stored_files')
      .pluck()
      .all();
    return { runs, artifacts: contents as string[] };
  } finally {
    copy.close();
  }
}
