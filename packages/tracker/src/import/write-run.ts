import { nextVersion } from '../store/changes.js';
import type { Connection } from '../store/connection.js';
import { linkModels, putModelMetrics } from '../store/logged-models.js';
import type { ReceivedFile } from '../store/receive-file.js';
import type { RecordAccess } from '../store/record-access.js';
import { putRunDatasets } from '../store/run-datasets.js';
import { freeName } from '../store/start-run.js';
import { writeBuffer } from '../store/write-points.js';
import type { RunFacts } from './imported-run.js';
import type { SpooledPoints } from './point-spool.js';
import { putExperiment } from './write-experiment.js';
import { hasModel } from './write-model.js';

/** A file of a run that was received and waits for its run. */
export interface RunFile extends ReceivedFile {
  readonly path: string;
  readonly mediaType: string;
}

/** A run that was written. */
export interface WrittenRun {
  readonly experimentId: number;
  /** Its name here: with a number, where its experiment had it already. */
  readonly name: string;
  /** Points that it has: one that was told twice is there once. */
  readonly points: number;
}

/** Where a run of an id is already, or undefined. */
export function whereIs(connection: Connection, id: string): 'record' | 'trash' | undefined {
  const row = connection
    .prepare<{ trashed_at: number | null }>('SELECT trashed_at FROM runs WHERE id = ?')
    .get(id);
  return row && (row.trashed_at === null ? 'record' : 'trash');
}

/** Writes a run with all that it has, in one write. @returns undefined when it is there. @throws StoreError */
export function writeRun(
  access: RecordAccess,
  facts: RunFacts,
  points: SpooledPoints,
  files: readonly RunFile[],
): WrittenRun | undefined {
  const { connection } = access;
  return connection.write(() => {
    const { id } = facts;
    if (whereIs(connection, id)) return undefined;
    const experimentId = putExperiment(connection, { name: facts.experiment });
    const name = freeName(connection, experimentId, facts.name);
    insertRun(connection, facts, points.times, experimentId, name);
    putTexts(connection, facts);
    for (const batch of points.batches()) writeBuffer(connection, id, 0, batch, 'keep');
    if (facts.datasets) putRunDatasets(connection, id, facts.datasets);
    if (facts.dataset !== undefined) {
      connection.prepare('UPDATE runs SET dataset = ? WHERE id = ?').run(facts.dataset, id);
    }
    for (const direction of ['input', 'output'] as const) {
      const models = facts.models?.filter((link) => link.direction === direction) ?? [];
      // A model that its record purged has left only its name.
      const there = models.filter(({ modelId }) => hasModel(connection, modelId));
      linkModels(connection, id, direction, there);
    }
    putModelMetrics(connection, id, facts.modelMetrics ?? []);
    for (const file of files) putArtifact(access, id, file);
    const count = connection.prepare<number>(COUNT_POINTS).pluck().get(id) ?? 0;
    return { experimentId, name, points: count };
  });
}

const INSERT_RUN = `
INSERT INTO runs (id, experiment_id, name, config, status, message, engine, device, dataset,
  dataset_digest, parameters, multiply_adds, epochs, epochs_planned, started_at, resumed_at,
  ended_at, heartbeat_at, has_heartbeat, user_id, host, pid, trashed_at, version)
VALUES (@id, @experimentId, @name, @config, @status, @message, @engine, @device, @dataset,
  @datasetDigest, @parameters, @multiplyAdds, @epochs, @epochsPlanned, @startedAt, @resumedAt,
  @endedAt, @heartbeatAt, @hasHeartbeat, @userId, '', 0, @trashedAt, @version)`;

function insertRun(
  connection: Connection,
  facts: RunFacts,
  times: SpooledPoints['times'],
  experimentId: number,
  name: string,
): void {
  const startedAt = Math.floor(facts.startedAt ?? times?.first ?? facts.endedAt ?? Date.now());
  const lastSign = Math.floor(Math.max(times?.last ?? startedAt, startedAt));
  const endedAt = facts.endedAt ?? (facts.status === 'running' ? null : lastSign);
  const milliseconds = facts.seconds === undefined ? undefined : Math.round(facts.seconds * 1000);
  const heartbeatAt =
    endedAt ?? (milliseconds === undefined ? lastSign : Math.max(startedAt + milliseconds, 0));
  connection.prepare(INSERT_RUN).run({
    id: facts.id,
    experimentId,
    name,
    config: facts.config ?? null,
    status: facts.status,
    message: facts.message ?? null,
    engine: facts.engine ?? null,
    device: facts.device ?? null,
    dataset: facts.dataset ?? null,
    datasetDigest: facts.datasetDigest ?? null,
    parameters: facts.parameters ?? null,
    multiplyAdds: facts.multiplyAdds ?? null,
    epochs: facts.epochs ?? 0,
    epochsPlanned: facts.epochsPlanned ?? null,
    startedAt,
    // A pause between is not running time: as if all of the rest had been run at the end.
    resumedAt: milliseconds === undefined ? startedAt : heartbeatAt - milliseconds,
    endedAt,
    heartbeatAt,
    hasHeartbeat: facts.hasHeartbeat ? 1 : 0,
    userId: facts.userId ?? null,
    trashedAt: facts.trashedAt ?? null,
    version: nextVersion(connection),
  });
  // It may have been here and purged.
  connection.prepare('DELETE FROM purged_runs WHERE id = ?').run(facts.id);
  connection
    .prepare('INSERT INTO run_segments (run_id, number, from_step, started_at) VALUES (?, 0, 0, ?)')
    .run(facts.id, startedAt);
}

function putTexts(connection: Connection, facts: RunFacts): void {
  const { id, split } = facts;
  connection
    .prepare(
      'INSERT INTO run_details (run_id, note, classes, network, environment) VALUES (?, ?, ?, ?, ?)',
    )
    .run(
      id,
      facts.note ?? '',
      JSON.stringify(facts.classes ?? []),
      JSON.stringify(facts.network ?? null),
      JSON.stringify(facts.environment ?? {}),
    );
  if (split) {
    connection
      .prepare(
        `INSERT INTO splits (run_id, kind, digest, train, validation, test, test_also_trained,
           validation_also_trained, test_near_trained, validation_near_trained)
         VALUES (@id, @kind, @digest, @train, @validation, @test, @testAlsoTrained,
           @validationAlsoTrained, @testNearTrained, @validationNearTrained)`,
      )
      .run({ id, testNearTrained: null, validationNearTrained: null, ...split });
  }
  const param = connection.prepare(
    'INSERT INTO params (run_id, key, kind, value) VALUES (?, ?, ?, ?)',
  );
  for (const [key, { kind, value }] of facts.params ?? []) param.run(id, key, kind, value);
  const tag = connection.prepare('INSERT INTO tags (run_id, key, value) VALUES (?, ?, ?)');
  for (const [key, value] of facts.tags ?? []) tag.run(id, key, value);
}

function putArtifact({ connection, artifacts }: RecordAccess, runId: string, file: RunFile): void {
  artifacts.adopt(file.file, file.sha256);
  connection
    .prepare(
      `INSERT INTO artifacts (run_id, path, media_type, bytes, sha256, created_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(runId, file.path, file.mediaType, file.bytes, file.sha256, Date.now());
}

const COUNT_POINTS = `
SELECT sum(m.count) FROM metric_series s JOIN metric_summaries m ON m.series_id = s.id
WHERE s.run_id = ?`;
