import type { Pruned, RetentionRule } from '../api/types.js';
import type { ArtifactFiles } from './artifact-files.js';
import { nextVersion } from './changes.js';
import type { Connection } from './connection.js';
import { planPrune } from './retention-plan.js';
import type { Steps } from './steps.js';
import { freeingSpace, purgeRuns, sweepFiles, trashRun } from './trash.js';

/**
 * Applies a rule now: drops snapshots, puts old runs into the trash, deletes what lay there long
 * enough, and gives the space back to the disk. What is left alone, planPrune says.
 * @throws StoreError when the rule says nothing, or the record cannot be written to.
 */
export function* pruneRecord(
  connection: Connection,
  artifacts: ArtifactFiles,
  rule: RetentionRule,
  lostAfterSeconds: number,
): Steps<Pruned> {
  const { result, shrunk } = yield* freeingSpace(connection, function* () {
    const plan = connection.write(() => {
      // Within the write, so that what is judged is what is deleted.
      const planned = planPrune(connection, rule, lostAfterSeconds);
      for (const { id } of planned.trash) trashRun(connection, id, lostAfterSeconds);
      dropSnapshots(connection, planned.snapshots);
      return planned;
    });
    yield;
    const purged = yield* purgeRuns(
      connection,
      plan.purge.map(({ id }) => id),
    );
    const files = connection.write(() => sweepFiles(connection, artifacts));
    return { plan, purged, files };
  });
  return {
    snapshots: result.plan.snapshots.length,
    trashed: result.plan.trash.map(({ id }) => id),
    purged: result.purged,
    bytesFreed: shrunk + result.files,
  };
}

/** Tensors go with the last snapshot that has them, by a trigger. */
function dropSnapshots(
  connection: Connection,
  snapshots: readonly { readonly id: string; readonly run: string }[],
): void {
  const drop = connection.prepare('DELETE FROM snapshots WHERE id = ?');
  const change = connection.prepare('UPDATE runs SET version = ? WHERE id = ?');
  for (const { id } of snapshots) drop.run(id);
  for (const run of new Set(snapshots.map((snapshot) => snapshot.run))) {
    change.run(nextVersion(connection), run);
  }
}
