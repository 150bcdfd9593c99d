import type { Snapshot, SnapshotReason } from '@peasy/core';
import { checkCount, checkFinite, checkWord } from './check-words.js';
import { type Connection, tables } from './connection.js';
import { newRunId } from './run-id.js';
import { StoreError } from './store-error.js';
import { keepTensor, tensorBytes } from './tensors.js';

/** Reasons that one snapshot of a run has at a time: a new best takes it from the old. */
const EXCLUSIVE_REASONS: readonly SnapshotReason[] = ['best', 'last', 'checkpoint'];

/**
 * Stores a snapshot, moves the reasons `best`, `last` and `checkpoint` to it from older ones, and
 * drops what no reason keeps any more. A snapshot of the same step takes its place and keeps its
 * reasons. Call it within a write.
 */
export function saveSnapshot(
  connection: Connection,
  runId: string,
  segment: number,
  snapshot: Snapshot,
): void {
  const step = checkCount('the step of a snapshot', snapshot.step);
  const epoch = checkFinite('the epoch of a snapshot', snapshot.epoch);
  const same = connection.first(
    tables
      .selectFrom('snapshots')
      .select(['id', 'reasons'])
      .where('run_id', '=', runId)
      .where('segment', '=', segment)
      .where('step', '=', step),
  );
  const reasons = new Set([...(same ? readReasons(same.reasons) : []), ...snapshot.reasons]);
  const id = same?.id ?? newRunId();
  const row = {
    epoch,
    reasons: JSON.stringify([...reasons]),
    created_at: Date.now(),
    bytes: tensorBytes(snapshot.weights),
  };
  if (same) {
    connection.run(tables.updateTable('snapshots').set(row).where('id', '=', id));
    connection.run(tables.deleteFrom('snapshot_tensors').where('snapshot_id', '=', id));
  } else {
    connection.run(
      tables.insertInto('snapshots').values({ id, run_id: runId, segment, step, ...row }),
    );
  }
  let position = 0;
  for (const [name, tensor] of snapshot.weights) {
    checkWord('the name of a tensor', name);
    const tensor_id = keepTensor(connection, name, tensor);
    connection.run(
      tables
        .insertInto('snapshot_tensors')
        .values({ snapshot_id: id, position: position++, name, tensor_id }),
    );
  }
  if (snapshot.resume) replaceResumeState(connection, runId, id, snapshot.resume);
  takeReasonsFromOthers(connection, runId, id, snapshot.reasons);
}

/** Reasons as they are stored. */
export function readReasons(json: string): SnapshotReason[] {
  return JSON.parse(json) as SnapshotReason[];
}

function replaceResumeState(
  connection: Connection,
  runId: string,
  snapshotId: string,
  { optimizerState, trainerState }: NonNullable<Snapshot['resume']>,
): void {
  connection.run(tables.deleteFrom('resume_states').where('run_id', '=', runId));
  connection.run(
    tables.insertInto('resume_states').values({
      run_id: runId,
      snapshot_id: snapshotId,
      trainer_state: jsonText('the trainer state of a snapshot', trainerState),
    }),
  );
  let position = 0;
  for (const [name, tensor] of optimizerState) {
    const tensor_id = keepTensor(connection, name, tensor);
    connection.run(
      tables
        .insertInto('resume_tensors')
        .values({ run_id: runId, position: position++, name, tensor_id }),
    );
  }
}

function takeReasonsFromOthers(
  connection: Connection,
  runId: string,
  id: string,
  reasons: readonly SnapshotReason[],
): void {
  const taken = reasons.filter((reason) => EXCLUSIVE_REASONS.includes(reason));
  if (taken.length === 0) return;
  const others = connection.all(
    tables
      .selectFrom('snapshots as s')
      .leftJoin('resume_states as r', 'r.snapshot_id', 's.id')
      .select(['s.id', 's.reasons', 'r.snapshot_id as resumes'])
      .where('s.run_id', '=', runId)
      .where('s.id', '!=', id),
  );
  for (const other of others) {
    const before = readReasons(other.reasons);
    const after = before.filter((reason) => !taken.includes(reason));
    // What a resume would start from stays, whatever else is newer.
    if (after.length === 0 && other.resumes !== null) after.push('checkpoint');
    if (after.length === 0) {
      connection.run(tables.deleteFrom('snapshots').where('id', '=', other.id));
    } else if (after.join() !== before.join()) {
      connection.run(
        tables
          .updateTable('snapshots')
          .set({ reasons: JSON.stringify(after) })
          .where('id', '=', other.id),
      );
    }
  }
}

/** JSON, unless that would lose something: NaN and the infinities have no literal in it. */
function jsonText(what: string, value: unknown): string {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner)) {
      throw new StoreError(
        'invalid',
        `Expected ${what} to be JSON, got ${inner} at "${key}". Write it with core's encodeNumber.`,
      );
    }
    return inner;
  });
  if (text === undefined) {
    throw new StoreError('invalid', `Expected ${what} to be JSON, got ${String(value)}.`);
  }
  return text;
}
