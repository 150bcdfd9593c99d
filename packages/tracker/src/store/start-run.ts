import type { RunStart } from '@peasy/core';
import { nextVersion } from './changes.js';
import { checkCount, checkWord } from './check-words.js';
import { type Connection, tables } from './connection.js';
import { thisHost } from './liveness.js';
import { newRunId } from './run-id.js';
import { writeParams, writeTags } from './write-words.js';

/** A run that this process writes to. */
export interface OpenRun {
  readonly id: string;
  readonly name: string;
  /** 0 for a new run; one more with each resume. */
  readonly segment: number;
}

/** A run whose program is elsewhere: the id that it goes by there, and when it began. */
export interface RunElsewhere {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Writes all that is known of a run before its first step, under the first free name of "cnn",
 * "cnn-2", "cnn-3"...; two programs that start at once get two names.
 * @param elsewhere left out: this process runs it, from now on.
 * @throws StoreError
 */
export function startRun(
  connection: Connection,
  start: RunStart,
  elsewhere?: RunElsewhere,
): OpenRun {
  checkWord('the name of a run', start.name);
  checkWord('the name of an experiment', start.experiment);
  checkCount('epochsPlanned', start.epochsPlanned ?? 0);
  return connection.write(() => {
    const now = Date.now();
    const experimentId = experimentOf(connection, start.experiment, now);
    const name = freeName(connection, experimentId, start.name);
    const id = elsewhere?.id ?? freeId(connection);
    const startedAt = elsewhere?.startedAt ?? now;
    connection.run(
      tables.insertInto('runs').values({
        id,
        experiment_id: experimentId,
        name,
        config: start.config ?? null,
        status: 'running',
        message: null,
        engine: start.engine ?? null,
        device: start.device ?? null,
        dataset: start.dataset?.name ?? null,
        dataset_digest: start.dataset?.digest ?? null,
        parameters: start.parameters ?? null,
        multiply_adds: start.multiplyAdds ?? null,
        epochs_planned: start.epochsPlanned ?? null,
        started_at: startedAt,
        resumed_at: startedAt,
        ended_at: null,
        heartbeat_at: startedAt,
        host: elsewhere ? '' : thisHost(),
        pid: elsewhere ? 0 : process.pid,
        trashed_at: null,
        version: nextVersion(connection),
      }),
    );
    writeDetails(connection, id, start, startedAt);
    writeParams(connection, id, start.params ?? {});
    writeTags(connection, id, start.tags ?? {});
    return { id, name, segment: 0 };
  });
}

function writeDetails(connection: Connection, id: string, start: RunStart, now: number): void {
  connection.run(
    tables.insertInto('run_details').values({
      run_id: id,
      classes: JSON.stringify(start.classes ?? []),
      network: JSON.stringify(start.network ?? null),
      environment: JSON.stringify(start.environment ?? {}),
    }),
  );
  connection.run(
    tables
      .insertInto('run_segments')
      .values({ run_id: id, number: 0, from_step: 0, started_at: now }),
  );
  const { split } = start;
  if (!split) return;
  connection.run(
    tables.insertInto('splits').values({
      run_id: id,
      kind: split.kind,
      digest: split.digest,
      train: split.train,
      validation: split.validation,
      test: split.test,
      test_also_trained: split.testAlsoTrained,
      validation_also_trained: split.validationAlsoTrained,
      test_near_trained: split.testNearTrained ?? null,
      validation_near_trained: split.validationNearTrained ?? null,
    }),
  );
}

/** The experiment of that name, made where it is not there. Call it within a write. */
function experimentOf(connection: Connection, name: string, now: number): number {
  connection.run(
    tables
      .insertInto('experiments')
      .values({ name, created_at: now })
      // One in the trash comes back with what is begun in it.
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ trashed_at: null })),
  );
  return connection.first(tables.selectFrom('experiments').select('id').where('name', '=', name))!
    .id;
}

/** The wanted name, or the wanted name with a number above all that were given. Names in the trash count: a restored run keeps its name. */
export function freeName(connection: Connection, experimentId: number, wanted: string): string {
  const ofExperiment = tables
    .selectFrom('runs')
    .select('name')
    .where('experiment_id', '=', experimentId);
  if (!connection.first(ofExperiment.where('name', '=', wanted))) return wanted;
  const numbers = connection
    // "." follows "-" in ASCII, so that this range is the names that start with "<wanted>-".
    .all(ofExperiment.where('name', '>=', `${wanted}-`).where('name', '<', `${wanted}.`))
    .map((row) => row.name.slice(wanted.length + 1))
    .filter((rest) => /^[1-9]\d{0,8}$/.test(rest))
    .map(Number);
  return `${wanted}-${Math.max(1, ...numbers) + 1}`;
}

/** An id that no run has. */
export function freeId(connection: Connection): string {
  for (;;) {
    const id = newRunId();
    if (!connection.first(tables.selectFrom('runs').select('id').where('id', '=', id))) return id;
  }
}
