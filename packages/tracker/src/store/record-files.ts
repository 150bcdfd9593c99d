import { rmSync } from 'node:fs';
import { nextVersion } from './changes.js';
import type { Connection } from './connection.js';
import type { ReceivedFile } from './receive-file.js';
import type { RecordAccess } from './record-access.js';
import { StoreError } from './store-error.js';

/** Where a file is: among a run's artifacts, or, without a run, among the record's other files. */
export interface FilePlace {
  readonly runId: string | undefined;
  readonly path: string;
}

/** A file of the record. */
export interface RecordFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

const COLUMNS = 'path, media_type AS mediaType, bytes, sha256';

/** The run of an id, if it is of that experiment: its files are its artifacts. */
export function isRunOf(connection: Connection, experimentId: string, runId: string): boolean {
  const found = connection
    .prepare('SELECT 1 FROM runs WHERE id = ? AND CAST(experiment_id AS TEXT) = ?')
    .get(runId, experimentId);
  return found !== undefined;
}

/** One file, or undefined. */
export function fileAt(connection: Connection, { runId, path }: FilePlace): RecordFile | undefined {
  return connection.attempt(() =>
    runId === undefined
      ? connection
          .prepare<RecordFile>(`SELECT ${COLUMNS} FROM stored_files WHERE path = ?`)
          .get(path)
      : connection
          .prepare<RecordFile>(`SELECT ${COLUMNS} FROM artifacts WHERE run_id = ? AND path = ?`)
          .get(runId, path),
  );
}

/** Every file under a folder, by path; the folder '' is the root. */
export function filesUnder(connection: Connection, { runId, path }: FilePlace): RecordFile[] {
  // "0" follows "/": the range is what begins with the folder and a slash.
  const [from, to] = path === '' ? ['', '\u{10ffff}'] : [`${path}/`, `${path}0`];
  return connection.attempt(() =>
    runId === undefined
      ? connection
          .prepare<RecordFile>(
            `SELECT ${COLUMNS} FROM stored_files WHERE path >= ? AND path < ? ORDER BY path`,
          )
          .all(from, to)
      : connection
          .prepare<RecordFile>(
            `SELECT ${COLUMNS} FROM artifacts WHERE run_id = ? AND path >= ? AND path < ? ORDER BY path`,
          )
          .all(runId, from, to),
  );
}

/** Gives a received file its place; what was there is replaced. @throws StoreError where a folder has the name, or a file the name of its folder. */
export function putFile(
  { connection, artifacts }: RecordAccess,
  place: FilePlace,
  received: ReceivedFile,
  mediaType: string,
): void {
  try {
    connection.write(() => {
      refuseClash(connection, place);
      artifacts.adopt(received.file, received.sha256);
      const { sha256, bytes } = received;
      const [table, keys] =
        place.runId === undefined ? ['stored_files', 'path'] : ['artifacts', 'run_id, path'];
      const key = place.runId === undefined ? [place.path] : [place.runId, place.path];
      connection
        .prepare(
          `INSERT INTO ${table} (${keys}, media_type, bytes, sha256, created_at)
           VALUES (${key.map(() => '?').join(', ')}, ?, ?, ?, ?)
           ON CONFLICT (${keys}) DO UPDATE SET media_type = excluded.media_type,
             bytes = excluded.bytes, sha256 = excluded.sha256, created_at = excluded.created_at`,
        )
        .run(...key, mediaType, bytes, sha256, Date.now());
      countAsChanged(connection, place.runId);
    });
  } catch (error) {
    dropReceived(received);
    throw error;
  }
}

/** Deletes a received file that got no place; one that did is left. */
export function dropReceived({ file }: ReceivedFile): void {
  rmSync(file, { force: true });
}

/** Takes away a file, or a folder with all in it. Their contents go with the next purge. @returns how many files. */
export function removeFiles(connection: Connection, { runId, path }: FilePlace): number {
  return connection.write(() => {
    countAsChanged(connection, runId);
    const range = [path, `${path}/`, `${path}0`];
    const where = '(path = ? OR (path >= ? AND path < ?))';
    return runId === undefined
      ? connection.prepare(`DELETE FROM stored_files WHERE ${where}`).run(...range).changes
      : connection
          .prepare(`DELETE FROM artifacts WHERE run_id = ? AND ${where}`)
          .run(runId, ...range).changes;
  });
}

function refuseClash(connection: Connection, { runId, path }: FilePlace): void {
  if (filesUnder(connection, { runId, path }).length > 0) {
    throw new StoreError('invalid', `"${path}" is a folder: a file cannot have its name.`);
  }
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join('/');
    if (!fileAt(connection, { runId, path: folder })) continue;
    throw new StoreError('invalid', `"${folder}" is a file: "${path}" cannot be in it.`);
  }
}

function countAsChanged(connection: Connection, runId: string | undefined): void {
  if (runId === undefined) return;
  connection
    .prepare('UPDATE runs SET heartbeat_at = max(heartbeat_at, ?), version = ? WHERE id = ?')
    .run(Date.now(), nextVersion(connection), runId);
}
