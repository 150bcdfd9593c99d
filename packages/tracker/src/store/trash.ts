import { existsSync, statSync } from 'node:fs';
import type { Purged } from '../api/types.js';
import { changeRun } from './annotate-run.js';
import type { ArtifactFiles } from './artifact-files.js';
import { nextVersion } from './changes.js';
import { type Connection, tables } from './connection.js';
import { placeOf, statusOf } from './liveness.js';
import {
  dropOwnerlessFiles,
  purgeExperiments,
  purgeOwnerlessModels,
  purgeTrashedModels,
} from './purge-experiments.js';
import type { Steps } from './steps.js';
import { asStoreError, isBusy, StoreError } from './store-error.js';

/**
 * Puts a run in the trash, where lists leave it out.
 * @throws StoreError when it is running or not there. A run whose client gives no heartbeat may be dead for all that is known: it goes.
 */
export function trashRun(connection: Connection, runId: string, lostAfterSeconds: number): void {
  changeRun(connection, runId, () => {
    const run = connection.first(tables.selectFrom('runs').selectAll().where('id', '=', runId))!;
    if (run.has_heartbeat && statusOf(run, lostAfterSeconds) === 'running') {
      throw new StoreError(
        'conflict',
        `Run ${run.name} (${runId}) is still running, ${placeOf(run)}. Stop it before it is deleted.`,
      );
    }
    setTrashed(connection, runId, run.trashed_at ?? Date.now());
  });
}

/** Takes a run out of the trash; one that is not in it stays as it is. @throws StoreError when it is not there. */
export function restoreRun(connection: Connection, runId: string): void {
  changeRun(connection, runId, () => setTrashed(connection, runId, null));
}

function setTrashed(connection: Connection, runId: string, trashed_at: number | null): void {
  connection.run(tables.updateTable('runs').set({ trashed_at }).where('id', '=', runId));
}

/**
 * Deletes the runs in the trash for good, with their tensors and artifacts where no other run has
 * them, and gives the space back to the disk. Run by run, so that programs that log have their turn.
 */
export function* purgeTrash(connection: Connection, artifacts: ArtifactFiles): Steps<Purged> {
  const { result, shrunk } = yield* freeingSpace(connection, function* () {
    const trashed = connection.all(
      tables.selectFrom('runs').select('id').where('trashed_at', 'is not', null),
    );
    const runs = yield* purgeRuns(
      connection,
      trashed.map(({ id }) => id),
    );
    const files = connection.write(() => {
      purgeExperiments(connection);
      purgeTrashedModels(connection);
      return sweepFiles(connection, artifacts);
    });
    return { runs, files };
  });
  return { runs: result.runs, bytesFreed: shrunk + result.files };
}

/** Deletes runs of the trash for good, each in a write of its own. @returns how many were still in it. */
export function* purgeRuns(connection: Connection, runIds: readonly string[]): Steps<number> {
  const find = connection.prepare('SELECT 1 FROM runs WHERE id = ? AND trashed_at IS NOT NULL');
  const purge = (id: string) =>
    connection.write(() => {
      if (!find.get(id)) return false;
      connection.run(
        tables.insertInto('purged_runs').values({ id, version: nextVersion(connection) }),
      );
      connection.run(tables.deleteFrom('runs').where('id', '=', id));
      return true;
    });
  let purged = 0;
  for (const id of runIds) {
    if (purge(id)) purged++;
    yield;
  }
  return purged;
}

/** Deletes models and the contents of artifacts that nothing owns any more. Call it within a write. @returns the bytes freed. */
export function sweepFiles(connection: Connection, artifacts: ArtifactFiles): number {
  purgeOwnerlessModels(connection);
  dropOwnerlessFiles(connection);
  const isUsed = connection
    .prepare<number>(
      `SELECT EXISTS (
        SELECT 1 FROM (SELECT sha256 FROM artifacts UNION ALL SELECT sha256 FROM stored_files)
        WHERE sha256 = ?
      )`,
    )
    .pluck();
  return artifacts.sweep((sha256) => isUsed.get(sha256) === 1);
}

/**
 * Runs `work`, which deletes, and gives the space back to the disk.
 * @returns by how many bytes the record's files shrank. A program that reads meanwhile may keep them from it: then nothing is free yet.
 */
export function* freeingSpace<T>(
  connection: Connection,
  work: () => Steps<T>,
): Steps<{ readonly result: T; readonly shrunk: number }> {
  const before = recordBytes(connection.file);
  const result = yield* work();
  yield* giveBack(connection);
  return { result, shrunk: Math.max(0, before - recordBytes(connection.file)) };
}

/** Pages that are given back in one turn of writing. */
const PAGES = 8_000;

/** Where a lock stays, what is free stays in the file until the next time. */
function* giveBack({ sqlite, file }: Connection): Steps<void> {
  const free = sqlite.prepare<[], number>('PRAGMA freelist_count').pluck();
  try {
    for (let left = free.get()!; left > 0; ) {
      sqlite.exec(`PRAGMA incremental_vacuum(${PAGES})`);
      const now = free.get()!;
      // A file that was not made for it gives nothing back.
      if (now >= left) break;
      left = now;
      yield;
    }
    sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isBusy(error)) throw asStoreError(error, file);
  }
}

/** Bytes of a record on the disk, with what waits in its write-ahead log. */
export function recordBytes(file: string): number {
  return fileBytes(file) + fileBytes(`${file}-wal`);
}

/** Size of a file; 0 when there is none. */
export function fileBytes(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
