import { nextVersion } from './changes.js';
import type { Connection } from './connection.js';
import { freeId, freeName } from './start-run.js';
import { StoreError } from './store-error.js';

/** The tag that holds the name of a run as its client gave it; the record's own is unique in its experiment. */
export const NAME_TAG = 'mlflow.runName';
/** The tag that is the run's note. */
const NOTE_TAG = 'mlflow.note.content';

/** A run that a client begins: it has no network, no photos and no epochs, as far as is known. */
export interface NewClientRun {
  readonly experimentId: number;
  readonly name: string;
  readonly userId: string | undefined;
  readonly startedAt: number;
  readonly tags: ReadonlyMap<string, string>;
}

/** Begins a run and returns its id. Names of runs are unique in an experiment: a taken one gets a number. */
export function startClientRun(connection: Connection, run: NewClientRun): string {
  return connection.write(() => {
    const id = freeId(connection);
    const name = freeName(connection, run.experimentId, run.name);
    const now = Date.now();
    connection
      .prepare(
        `INSERT INTO runs (id, experiment_id, name, status, user_id, started_at, resumed_at,
           heartbeat_at, has_heartbeat, host, pid, version)
         VALUES (?, ?, ?, 'running', ?, ?, ?, ?, 0, '', 0, ?)`,
      )
      .run(
        id,
        run.experimentId,
        name,
        run.userId ?? null,
        run.startedAt,
        run.startedAt,
        Math.max(now, run.startedAt),
        nextVersion(connection),
      );
    connection
      .prepare(
        "INSERT INTO run_details (run_id, classes, network, environment) VALUES (?, '[]', 'null', '{}')",
      )
      .run(id);
    connection
      .prepare(
        'INSERT INTO run_segments (run_id, number, from_step, started_at) VALUES (?, 0, 0, ?)',
      )
      .run(id, run.startedAt);
    putRunTags(connection, id, run.tags);
    return id;
  });
}

/** What may be changed of a run; what is left out stays. */
export interface ClientRunChange {
  readonly status?: 'running' | 'finished' | 'failed' | 'interrupted';
  /** It is running by name only, and waits. */
  readonly isScheduled?: boolean;
  readonly endedAt?: number;
  readonly name?: string;
}

/** Changes a run outside the trash. */
export function updateClientRun(
  connection: Connection,
  runId: string,
  change: ClientRunChange,
): void {
  writeToRun(connection, runId, () => {
    const { status, endedAt, name } = change;
    const now = Date.now();
    if (status === 'running') {
      // It goes on: the time between is not running time.
      connection
        .prepare(
          `UPDATE runs SET earlier_ms = earlier_ms + ended_at - resumed_at, resumed_at = ?, ended_at = NULL
           WHERE id = ? AND ended_at IS NOT NULL`,
        )
        .run(now, runId);
      connection.prepare('UPDATE runs SET message = NULL WHERE id = ?').run(runId);
    }
    if (status) {
      connection
        .prepare('UPDATE runs SET status = ?, is_scheduled = ? WHERE id = ?')
        .run(status, Number(change.isScheduled ?? false), runId);
    }
    if (endedAt !== undefined && status !== 'running') {
      connection.prepare('UPDATE runs SET ended_at = ? WHERE id = ?').run(endedAt, runId);
    } else if (status && status !== 'running') {
      connection
        .prepare('UPDATE runs SET ended_at = coalesce(ended_at, ?) WHERE id = ?')
        .run(now, runId);
    }
    if (name !== undefined) putRunTags(connection, runId, new Map([[NAME_TAG, name]]));
  });
}

/** Puts a run in the trash, or takes it out; whether it runs is not asked. */
export function trashClientRun(connection: Connection, runId: string, inTrash: boolean): void {
  connection.write(() => {
    connection
      .prepare('UPDATE runs SET trashed_at = ?, version = ? WHERE id = ?')
      .run(inTrash ? Date.now() : null, nextVersion(connection), runId);
  });
}

const BEAT =
  'UPDATE runs SET heartbeat_at = max(heartbeat_at, ?), version = ? WHERE id = ? AND trashed_at IS NULL';

/**
 * Does `work` on a run as one write, and counts it as changed and alive.
 * @throws StoreError when it is in the trash, or not there.
 */
export function writeToRun(connection: Connection, runId: string, work: () => void): void {
  connection.write(() => {
    const { changes } = connection.prepare(BEAT).run(Date.now(), nextVersion(connection), runId);
    if (changes === 0) {
      const there = connection.prepare('SELECT 1 FROM runs WHERE id = ?').get(runId);
      if (!there) throw new StoreError('notFound', `There is no run with id '${runId}'.`);
      throw new StoreError(
        'invalid',
        `The run ${runId} must be active to be changed, and it is deleted. Restore it first.`,
      );
    }
    work();
  });
}

/** The segment that points of a run are written to. */
export function segmentOf(connection: Connection, runId: string): number {
  const row = connection
    .prepare<{ segment: number }>('SELECT segment FROM runs WHERE id = ?')
    .get(runId);
  return row?.segment ?? 0;
}

/**
 * Adds params that a client logs as texts; what reads as a number is one for SQL. Call it within a
 * write.
 * @throws StoreError when one is there with another value.
 */
export function putRunParams(
  connection: Connection,
  runId: string,
  params: ReadonlyMap<string, string>,
): void {
  const insert = connection.prepare(
    'INSERT INTO params (run_id, key, kind, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const [key, value] of params) {
    const kind = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? 'number' : 'string';
    if (insert.run(runId, key, kind, value).changes > 0) continue;
    const there = connection
      .prepare<{ value: string }>('SELECT value FROM params WHERE run_id = ? AND key = ?')
      .get(runId, key)!;
    if (there.value === value) continue;
    throw new StoreError(
      'invalid',
      `Changing param values is not allowed. Param ${JSON.stringify(key)} of run ${runId} is ${JSON.stringify(there.value)} and stays so; it cannot become ${JSON.stringify(value)}.`,
    );
  }
}

/** Sets tags of a run; its name and its note follow theirs. Call it within a write. */
export function putRunTags(
  connection: Connection,
  runId: string,
  tags: ReadonlyMap<string, string>,
): void {
  const insert = connection.prepare(
    `INSERT INTO tags (run_id, key, value) VALUES (?, ?, ?)
     ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value`,
  );
  for (const [key, value] of tags) {
    insert.run(runId, key, value);
    if (key === NAME_TAG) giveName(connection, runId, value);
    if (key === NOTE_TAG) giveNote(connection, runId, value);
  }
}

/** Takes a tag off a run. Call it within a write. @returns false when there was none. */
export function removeRunTag(connection: Connection, runId: string, key: string): boolean {
  if (key === NOTE_TAG) giveNote(connection, runId, '');
  return (
    connection.prepare('DELETE FROM tags WHERE run_id = ? AND key = ?').run(runId, key).changes > 0
  );
}

/** The record's name of a run: the wanted one, with a number where another run of its experiment has it. */
function giveName(connection: Connection, runId: string, wanted: string): void {
  const run = connection
    .prepare<{ experiment_id: number; name: string }>(
      'SELECT experiment_id, name FROM runs WHERE id = ?',
    )
    .get(runId)!;
  if (run.name === wanted || isNumbered(run.name, wanted)) return;
  const name = freeName(connection, run.experiment_id, wanted);
  connection.prepare('UPDATE runs SET name = ? WHERE id = ?').run(name, runId);
}

/** Whether a name is another one with a number: "cnn-2" of "cnn". */
function isNumbered(name: string, wanted: string): boolean {
  return name.startsWith(`${wanted}-`) && /^[1-9]\d*$/.test(name.slice(wanted.length + 1));
}

function giveNote(connection: Connection, runId: string, note: string): void {
  connection.prepare('UPDATE run_details SET note = ? WHERE run_id = ?').run(note, runId);
}
