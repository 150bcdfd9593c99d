import type { NewModelMetric } from '../../store/logged-models.js';
import { StoreError } from '../../store/store-error.js';
import type {
  ImportedExperiment,
  ImportedModel,
  ImportedRegisteredModel,
  SourceRun,
} from '../imported-run.js';
import { PointSpool } from '../point-spool.js';
import { type ImportSource, SourceNotes, type SourceOptions } from '../source.js';
import { MODEL_STATUSES, mlflowFacts, mlflowValue } from './mlflow-facts.js';
import { MlflowServer } from './mlflow-server.js';
import { eachOf, pages } from './pages.js';
import { readServerRegistry } from './read-server-registry.js';
import { ServerArtifacts } from './server-artifacts.js';
import { WIRE, type WireExperiment, type WireModel, type WireRun } from './wire-schema.js';

const API = '/api/2.0/mlflow';

/** Asks a server which experiments it has. @throws StoreError when it does not answer, refuses, or is another. */
export async function openMlflowServer(options: SourceOptions): Promise<MlflowServerSource> {
  const server = new MlflowServer(options.source, options.token, options.signal);
  const experiments: WireExperiment[] = [];
  for await (const experiment of eachOf(
    (page_token) =>
      server.post(`${API}/experiments/search`, {
        ...{ max_results: 1000, view_type: 'ALL', page_token },
      }),
    WIRE.experiments,
    'experiments',
  )) {
    experiments.push(experiment);
  }
  experiments.sort((a, b) => Number(a.experiment_id) - Number(b.experiment_id));
  return new MlflowServerSource(server, experiments, options);
}

/** An MLflow server, read by its REST protocol. */
export class MlflowServerSource implements ImportSource {
  readonly format = 'mlflow';
  readonly notes = new SourceNotes();
  readonly #server: MlflowServer;
  readonly #experiments: readonly WireExperiment[];
  readonly #options: SourceOptions;
  readonly #artifacts: ServerArtifacts;
  /** What runs measured of models, by run: a model's answer has it, a run's does not. */
  readonly #modelMetrics = new Map<string, NewModelMetric[]>();
  /** Where the artifacts of runs are there. */
  readonly #runUris = new Map<string, string>();

  /** Use openMlflowServer. */
  constructor(
    server: MlflowServer,
    experiments: readonly WireExperiment[],
    options: SourceOptions,
  ) {
    this.#server = server;
    this.#experiments = experiments;
    this.#options = options;
    this.#artifacts = new ServerArtifacts(server, this.notes);
  }

  async *experiments(): AsyncIterable<ImportedExperiment> {
    for (const experiment of this.#experiments) {
      yield {
        name: experiment.name,
        createdAt: experiment.creation_time,
        updatedAt: experiment.last_update_time,
        tags: experiment.tags,
        inTrash: experiment.lifecycle_stage === 'deleted',
      };
    }
  }

  async *models(): AsyncIterable<ImportedModel> {
    for (const experiment of this.#experiments) {
      for await (const model of this.#modelsOf(experiment)) {
        const { info, data } = model;
        this.#keepMetrics(model);
        yield {
          id: info.model_id,
          experiment: experiment.name,
          name: info.name,
          modelType: info.model_type || undefined,
          sourceRunId: info.source_run_id || undefined,
          status:
            typeof info.status === 'number'
              ? (MODEL_STATUSES[info.status] ?? MODEL_STATUSES[0])
              : info.status,
          createdAt: info.creation_timestamp_ms,
          updatedAt: info.last_updated_timestamp_ms,
          params: data.params,
          tags: info.tags,
          files: () => this.#artifacts.ofModel(info.artifact_uri),
        };
      }
    }
  }

  async *runs(): AsyncIterable<SourceRun> {
    for (const { experiment_id, name } of this.#experiments) {
      const runs = eachOf(
        (page_token) =>
          this.#server.post(`${API}/runs/search`, {
            ...{ experiment_ids: [experiment_id], run_view_type: 'ALL', max_results: 200 },
            // Runs that begin meanwhile come last, so that no page is missed.
            ...{ order_by: ['attributes.start_time ASC'], page_token },
          }),
        WIRE.runs,
        'runs',
      );
      for await (const run of runs) {
        const { run_id, artifact_uri = '' } = run.info;
        this.#runUris.set(run_id, artifact_uri);
        yield {
          facts: this.#factsOf(run, name),
          points: () => this.#points(run),
          files: () => this.#artifacts.ofRun(run_id, artifact_uri),
        };
      }
    }
  }

  registeredModels(): AsyncIterable<ImportedRegisteredModel> {
    return readServerRegistry(this.#server, (runId) => this.#runUris.get(runId));
  }

  close(): void {}

  async *#modelsOf({ experiment_id }: WireExperiment): AsyncIterable<WireModel> {
    try {
      yield* eachOf(
        (page_token) =>
          this.#server.post(`${API}/logged-models/search`, {
            ...{ experiment_ids: [experiment_id], max_results: 50, page_token },
          }),
        WIRE.models,
        'models',
      );
    } catch (error) {
      // Before MLflow 3 there were none.
      if (!(error instanceof StoreError && error.code === 'notFound')) throw error;
    }
  }

  #keepMetrics({ info, data }: WireModel): void {
    for (const { run_id, timestamp, ...metric } of data.metrics) {
      if (run_id === undefined) continue;
      const ofRun = this.#modelMetrics.get(run_id) ?? [];
      this.#modelMetrics.set(run_id, ofRun);
      ofRun.push({
        modelId: info.model_id,
        key: metric.key,
        datasetName: metric.dataset_name,
        datasetDigest: metric.dataset_digest,
        step: metric.step,
        time: timestamp,
        value: mlflowValue(metric.value),
      });
    }
  }

  #factsOf({ info, data, inputs, outputs }: WireRun, experiment: string) {
    return mlflowFacts({
      id: info.run_id,
      name: info.run_name,
      experiment,
      userId: info.user_id,
      status: info.status,
      startTime: info.start_time,
      endTime: info.end_time,
      isDeleted: info.lifecycle_stage === 'deleted',
      deletedTime: undefined,
      params: data.params,
      tags: data.tags,
      datasets: inputs.dataset_inputs.map(({ tags, dataset }) => ({
        name: dataset.name,
        digest: dataset.digest,
        sourceType: dataset.source_type,
        source: dataset.source,
        schema: dataset.schema,
        profile: dataset.profile,
        tags,
      })),
      models: [
        ...inputs.model_inputs.map(({ model_id }) => ({
          ...{ direction: 'input' as const, modelId: model_id, step: 0 },
        })),
        ...outputs.model_outputs.map(({ model_id, step }) => ({
          ...{ direction: 'output' as const, modelId: model_id, step },
        })),
      ],
      modelMetrics: this.#modelMetrics.get(info.run_id) ?? [],
    });
  }

  async #points({ info, data }: WireRun): Promise<PointSpool> {
    const spool = new PointSpool(this.#options.spoolFile());
    try {
      for (const { key } of data.metrics) {
        for await (const { step, timestamp, value } of this.#history(info.run_id, key)) {
          if (Number.isSafeInteger(step)) {
            spool.add({ key, step, time: timestamp, value: mlflowValue(value) });
          } else this.notes.leaveOut('points whose step is beyond ±9007199254740991');
        }
      }
      return spool;
    } catch (error) {
      spool.close();
      throw error;
    }
  }

  async *#history(run_id: string, metric_key: string) {
    const query = { run_id, metric_key, max_results: 25_000 };
    for await (const points of pages(
      (page_token) => this.#server.get(`${API}/metrics/get-history`, { ...query, page_token }),
      WIRE.points,
      'metrics',
    )) {
      yield* points;
      await this.#options.breathe(points.length);
    }
  }
}
