import type { PrunePlan, RetentionRule, RuledRun, RuledSnapshot } from '../api/types.js';
import { KEEPING_TAGS } from '../choices.js';
import type { Connection } from './connection.js';
import { statusOf } from './liveness.js';
import { checkRule } from './retention-rule.js';
import { readReasons } from './save-snapshot.js';

const DAY_MS = 24 * 3600 * 1000;

interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  readonly status: string;
  readonly heartbeat_at: number;
  readonly has_heartbeat: number;
  readonly host: string;
  readonly pid: number;
  readonly ended_at: number | null;
  readonly trashed_at: number | null;
}

interface SnapshotRow extends RuledSnapshot {
  readonly reasons: string;
  readonly live: number;
}

/**
 * Says what a rule would do, and changes nothing. Runs that are running, and those with a tag
 * `keep` or `pinned`, are left alone; one that a registered model came from is never trashed.
 * @throws StoreError when the rule says nothing.
 */
export function planPrune(
  connection: Connection,
  rule: RetentionRule,
  lostAfterSeconds: number,
): PrunePlan {
  checkRule(rule);
  return connection.read(() => {
    const now = Date.now();
    const runs = connection.prepare<RunRow>(RUNS).all(JSON.stringify(KEEPING_TAGS));
    const ended = runs.filter(
      (run) => run.trashed_at === null && statusOf(run, lostAfterSeconds) !== 'running',
    );
    const registered = new Set(
      connection
        .prepare<string>('SELECT run_id FROM model_versions WHERE run_id IS NOT NULL')
        .pluck()
        .all(),
    );
    const isOver = (at: number, days: number | undefined) =>
      days !== undefined && at <= now - days * DAY_MS;
    const endOf = (run: RunRow) => run.ended_at ?? run.heartbeat_at;
    const trash = ended.filter(
      (run) => isOver(endOf(run), rule.olderThanDays) && !registered.has(run.id),
    );
    const purge = runs.filter(
      (run) => run.trashed_at !== null && isOver(run.trashed_at, rule.trashDays),
    );
    const snapshots = ended.flatMap((run) => goingSnapshots(connection, run, rule.keepSnapshots));
    const ruled = (run: RunRow, since: number): RuledRun => ({
      ...{ id: run.id, name: run.name, experiment: run.experiment },
      since: new Date(since).toISOString(),
    });
    return {
      snapshots,
      trash: trash.map((run) => ruled(run, endOf(run))),
      purge: purge.map((run) => ruled(run, run.trashed_at!)),
      bytes: bytesOf(
        connection,
        snapshots.map(({ id }) => id),
        purge.map(({ id }) => id),
      ),
    };
  });
}

/** Runs without a tag that keeps them, oldest first. */
const RUNS = `
  SELECT r.id, r.name, e.name AS experiment, r.status, r.heartbeat_at, r.has_heartbeat,
    r.host, r.pid, r.ended_at, r.trashed_at
  FROM runs r JOIN experiments e ON e.id = r.experiment_id
  WHERE NOT EXISTS (
    SELECT 1 FROM tags t
    WHERE t.run_id = r.id AND t.key IN (SELECT value FROM json_each(?)) AND t.value <> 'false'
  )
  ORDER BY r.started_at, r.id`;

/** All but the best one, the newest, and what a resume starts from; those that a resume stepped back behind go first. */
function goingSnapshots(
  connection: Connection,
  run: RunRow,
  keep: number | undefined,
): RuledSnapshot[] {
  if (keep === undefined) return [];
  const rows = connection
    .prepare<SnapshotRow>(
      `SELECT s.id, s.run_id AS run, s.step, s.epoch, s.reasons,
         EXISTS (SELECT 1 FROM live_snapshots l WHERE l.run_id = s.run_id AND l.id = s.id) AS live
       FROM snapshots s
       WHERE s.run_id = ?
         AND NOT EXISTS (SELECT 1 FROM resume_states r WHERE r.snapshot_id = s.id)
       ORDER BY s.step DESC, s.segment DESC`,
    )
    .all(run.id);
  const newest = connection
    .prepare<string>('SELECT id FROM live_snapshots WHERE run_id = ? ORDER BY step DESC LIMIT ?')
    .pluck()
    .all(run.id, keep);
  const stays = new Set(newest);
  return rows
    .filter(({ id, live, reasons }) => {
      const isBest = live === 1 && readReasons(reasons).includes('best');
      return !isBest && !stays.has(id);
    })
    .map(({ id, step, epoch }) => ({ id, run: run.id, runName: run.name, step, epoch }));
}

/** Bytes of tensors and of files that only these snapshots and runs have. */
function bytesOf(
  connection: Connection,
  snapshots: readonly string[],
  runs: readonly string[],
): number {
  const bytes = connection
    .prepare<number>(
      `WITH gone_runs AS (SELECT value AS id FROM json_each(?)),
       gone AS (
         SELECT value AS id FROM json_each(?)
         UNION SELECT s.id FROM snapshots s WHERE s.run_id IN (SELECT id FROM gone_runs)
       ),
       touched AS (
         SELECT tensor_id AS id FROM snapshot_tensors WHERE snapshot_id IN (SELECT id FROM gone)
         UNION SELECT tensor_id FROM resume_tensors WHERE run_id IN (SELECT id FROM gone_runs)
       ),
       files AS (
         SELECT DISTINCT a.sha256, a.bytes FROM artifacts a
         WHERE a.run_id IN (SELECT id FROM gone_runs)
           AND NOT EXISTS (
             SELECT 1 FROM artifacts b
             WHERE b.sha256 = a.sha256 AND b.run_id NOT IN (SELECT id FROM gone_runs)
           )
           AND NOT EXISTS (SELECT 1 FROM stored_files f WHERE f.sha256 = a.sha256)
       )
       SELECT
         (SELECT coalesce(sum(bytes), 0) FROM files)
         + (
           SELECT coalesce(sum(length(t.content)), 0) FROM tensors t
           WHERE t.id IN (SELECT id FROM touched)
             AND NOT EXISTS (
               SELECT 1 FROM snapshot_tensors s
               WHERE s.tensor_id = t.id AND s.snapshot_id NOT IN (SELECT id FROM gone)
             )
             AND NOT EXISTS (
               SELECT 1 FROM resume_tensors r
               WHERE r.tensor_id = t.id AND r.run_id NOT IN (SELECT id FROM gone_runs)
             )
         )`,
    )
    .pluck()
    .get(JSON.stringify(runs), JSON.stringify(snapshots));
  return bytes ?? 0;
}
