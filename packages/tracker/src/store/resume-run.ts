import type { Environment } from '../api/types.js';
import { nextVersion } from './changes.js';
import { type Connection, tables } from './connection.js';
import { placeOf, statusOf, thisHost } from './liveness.js';
import { type ResumePoint, resumePointOf } from './read-snapshots.js';
import { recomputeSummaries } from './recompute-summary.js';
import type { OpenRun } from './start-run.js';
import { StoreError } from './store-error.js';
import { type Params, replaceParams } from './write-words.js';

/** What may change when a run goes on. */
export interface ResumeOptions {
  /** New number of epochs in all; a finished run goes on only when it is above the old one. */
  readonly epochsPlanned?: number;
  /** Params that have another value from here on, `epochs` for one. */
  readonly params?: Params;
  /** What computes it from here on, and what that runs on. */
  readonly engine?: string;
  readonly device?: string;
  /** Entries of its environment that have another value from here on, by the epochs done before. */
  readonly environment?: (epoch: number) => Environment;
}

/** A run that goes on, and where from. */
export interface ResumedRun {
  readonly run: OpenRun;
  readonly from: ResumePoint;
}

/**
 * Begins a new segment of a run at its newest resume state. Rows of earlier segments from there
 * on are superseded; they are kept.
 * @throws StoreError when the run is alive, in the trash, finished, or has nothing to resume from.
 */
export function resumeRun(
  connection: Connection,
  runId: string,
  options: ResumeOptions,
  lostAfterSeconds: number,
): ResumedRun {
  return connection.write(() => {
    const run = connection.first(tables.selectFrom('runs').selectAll().where('id', '=', runId));
    if (!run) throw new StoreError('notFound', `There is no run ${runId}.`);
    const name = `Run ${run.name} (${run.id})`;
    const refuse = (words: string): never => {
      throw new StoreError('conflict', `${name} ${words}`);
    };
    if (run.trashed_at !== null) {
      refuse(`is in the trash. Take it out first: \`peasy restore ${run.id}\`.`);
    }
    if (statusOf(run, lostAfterSeconds) === 'running') {
      refuse(`is still running, ${placeOf(run)}. Stop it before it is resumed.`);
    }
    // A run without planned epochs is not one of Peasy's own: it has no state to resume from.
    const planned = run.epochs_planned ?? 0;
    const epochsPlanned = options.epochsPlanned ?? planned;
    if (run.status === 'finished' && planned > 0 && epochsPlanned <= planned) {
      refuse(
        `finished its ${planned} epochs. Ask for more of them to go on: --epochs ${planned * 2}.`,
      );
    }
    const from =
      resumePointOf(connection, run.id) ??
      refuse('kept no state to resume from: it ended before its first snapshot. Start a new run.');
    const now = Date.now();
    const segment = run.segment + 1;
    connection.run(
      tables
        .insertInto('run_segments')
        .values({ run_id: run.id, number: segment, from_step: from.step, started_at: now }),
    );
    connection.run(
      tables
        .updateTable('runs')
        .set({
          status: 'running',
          message: null,
          ended_at: null,
          segment,
          resumed_at: now,
          heartbeat_at: now,
          earlier_ms: run.earlier_ms + (run.ended_at ?? run.heartbeat_at) - run.resumed_at,
          epochs: Math.floor(from.epoch),
          epochs_planned: epochsPlanned,
          host: thisHost(),
          pid: process.pid,
          ...(options.engine !== undefined && { engine: options.engine }),
          ...(options.device !== undefined && { device: options.device }),
          version: nextVersion(connection),
        })
        .where('id', '=', run.id),
    );
    replaceParams(connection, run.id, options.params ?? {});
    changeEnvironment(connection, run.id, options.environment?.(from.epoch) ?? {});
    recomputeSummaries(connection, run.id);
    return { run: { id: run.id, name: run.name, segment }, from };
  });
}

/** Other entries stay as they are. */
function changeEnvironment(connection: Connection, runId: string, changes: Environment): void {
  if (Object.keys(changes).length === 0) return;
  const details = connection.first(
    tables.selectFrom('run_details').select('environment').where('run_id', '=', runId),
  )!;
  const environment = { ...(JSON.parse(details.environment) as Environment), ...changes };
  connection.run(
    tables
      .updateTable('run_details')
      .set({ environment: JSON.stringify(environment) })
      .where('run_id', '=', runId),
  );
}
