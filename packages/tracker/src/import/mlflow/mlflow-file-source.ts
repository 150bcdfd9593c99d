import type {
  ImportedExperiment,
  ImportedModel,
  ImportedRegisteredModel,
  SourceRun,
} from '../imported-run.js';
import { PointSpool } from '../point-spool.js';
import { BREATH, type ImportSource, SourceNotes, type SourceOptions } from '../source.js';
import { LocalArtifacts } from './local-artifacts.js';
import { MlflowDatabase } from './mlflow-database.js';
import { MODEL_STATUSES, mlflowFacts, mlflowValue } from './mlflow-facts.js';
import { type RunRow, readMlflowRun, runsSql } from './read-mlflow-run.js';
import { readRegistry } from './read-registry.js';

/** What has no place here, and the tables that it is in. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  trace_info: 'traces',
  assessments: 'assessments of traces',
  evaluation_datasets: 'evaluation datasets',
  webhooks: 'webhooks',
};

/** MLflow's SQLite file. It is only read; a server may go on writing to it. */
export class MlflowFileSource implements ImportSource {
  readonly format = 'mlflow';
  readonly notes = new SourceNotes();
  readonly #options: SourceOptions;
  readonly #database: MlflowDatabase;
  readonly #artifacts: LocalArtifacts;
  readonly #experimentNames = new Map<number, string>();

  /** @throws StoreError when the file is another. */
  constructor(options: SourceOptions) {
    this.#options = options;
    const { source, artifacts } = options;
    this.#database = new MlflowDatabase(source);
    this.#artifacts = new LocalArtifacts(source, artifacts, this.notes);
    const { otherSchema } = this.#database;
    if (otherSchema) this.notes.say(otherSchema);
    for (const { id, name } of this.#experimentRows()) this.#experimentNames.set(id, name);
    for (const [table, what] of Object.entries(LEFT_OUT)) {
      if (!this.#database.has(table)) continue;
      const [{ count }] = this.#database.all<{ count: number }>(
        `SELECT count(*) AS count FROM ${table}`,
      );
      this.notes.leaveOut(what, count);
    }
  }

  async *experiments(): AsyncIterable<ImportedExperiment> {
    for (const row of this.#experimentRows()) {
      const { location } = row;
      const tags = this.#database.has('experiment_tags')
        ? this.#database.all<{ key: string; value: string | null }>(
            'SELECT key, value FROM experiment_tags WHERE experiment_id = ? ORDER BY key',
            row.id,
          )
        : [];
      yield {
        name: row.name,
        createdAt: row.createdAt ?? undefined,
        updatedAt: row.updatedAt ?? undefined,
        tags: new Map(tags.map(({ key, value }) => [key, value ?? ''])),
        inTrash: row.stage === 'deleted',
        artifactLocation: location && this.#artifacts.isElsewhere(location) ? location : undefined,
      };
    }
  }

  async *models(): AsyncIterable<ImportedModel> {
    const database = this.#database;
    if (!database.has('logged_models')) return;
    const pairs = (table: string, id: string) =>
      new Map(
        database
          .all<{ key: string; value: string }>(
            `SELECT ${table}_key AS key, ${table}_value AS value FROM logged_model_${table}s WHERE model_id = ?`,
            id,
          )
          .map(({ key, value }) => [key, value]),
      );
    for (const row of database.all<ModelRow>(MODELS)) {
      yield {
        id: row.id,
        experiment: this.#experimentNames.get(row.experimentId) ?? String(row.experimentId),
        name: row.name,
        modelType: row.modelType || undefined,
        sourceRunId: row.sourceRunId || undefined,
        status: MODEL_STATUSES[row.status] ?? MODEL_STATUSES[0],
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        trashedAt: row.stage === 'deleted' ? row.updatedAt : undefined,
        params: pairs('param', row.id),
        tags: pairs('tag', row.id),
        files: () => this.#artifacts.files(row.location),
      };
    }
  }

  async *runs(): AsyncIterable<SourceRun> {
    for (const row of this.#database.all<RunRow>(runsSql(this.#database))) {
      const experiment = this.#experimentNames.get(row.experimentId) ?? String(row.experimentId);
      yield {
        facts: mlflowFacts(readMlflowRun(this.#database, row, experiment)),
        points: () => this.#points(row.id),
        files: () => this.#artifacts.files(row.artifactUri),
      };
    }
  }

  async *registeredModels(): AsyncIterable<ImportedRegisteredModel> {
    yield* readRegistry(this.#database);
  }

  close(): void {
    this.#database.close();
  }

  async #points(runId: string): Promise<PointSpool> {
    const spool = new PointSpool(this.#options.spoolFile());
    let read = 0;
    try {
      for (const { key, step, time, value } of this.#database.each<PointRow>(POINTS, runId)) {
        if (step === null) {
          this.notes.leaveOut('points whose step is beyond ±9007199254740991');
        } else {
          spool.add({ key, step, time, value: value === null ? Number.NaN : mlflowValue(value) });
        }
        if (++read % BREATH === 0) await this.#options.breathe(BREATH);
      }
      await this.#options.breathe(read % BREATH);
      return spool;
    } catch (error) {
      spool.close();
      throw error;
    }
  }

  #experimentRows(): ExperimentRow[] {
    const database = this.#database;
    const column = (name: string, as: string) =>
      database.has('experiments', name) ? `${name} AS ${as}` : `NULL AS ${as}`;
    // Other workspaces than the first may have experiments of the same names.
    const name = database.has('experiments', 'workspace')
      ? "iif(workspace = 'default', name, workspace || '/' || name)"
      : 'name';
    return database.all<ExperimentRow>(
      `SELECT experiment_id AS id, ${name} AS name, ${column('artifact_location', 'location')},
         ${column('lifecycle_stage', 'stage')}, ${column('creation_time', 'createdAt')},
         ${column('last_update_time', 'updatedAt')}
       FROM experiments ORDER BY experiment_id`,
    );
  }
}

interface ExperimentRow {
  readonly id: number;
  readonly name: string;
  readonly location: string | null;
  readonly stage: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

interface ModelRow {
  readonly id: string;
  readonly experimentId: number;
  readonly name: string;
  readonly location: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: number;
  readonly stage: string | null;
  readonly modelType: string | null;
  readonly sourceRunId: string | null;
}

const MODELS = `
SELECT model_id AS id, experiment_id AS experimentId, name, artifact_location AS location,
  creation_timestamp_ms AS createdAt, last_updated_timestamp_ms AS updatedAt, status,
  lifecycle_stage AS stage, model_type AS modelType, source_run_id AS sourceRunId
FROM logged_models ORDER BY creation_timestamp_ms, model_id`;

interface PointRow {
  readonly key: string;
  /** null: no number of JavaScript's is it exactly. */
  readonly step: number | null;
  readonly time: number;
  readonly value: number | null;
}

const POINTS = `
SELECT key, iif(step BETWEEN -9007199254740991 AND 9007199254740991, step, NULL) AS step,
  timestamp AS time, iif(is_nan, NULL, value) AS value
FROM metrics WHERE run_uuid = ? ORDER BY key, step, timestamp, value`;
