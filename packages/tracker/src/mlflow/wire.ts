import { encodeNumber } from '@peasy/core';
import type { Experiment } from '../store/experiments.js';
import type { ClientRun, Pair } from '../store/read-client-runs.js';

/** Statuses of a run in the protocol, in its order. */
export const RUN_STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
export type WireStatus = (typeof RUN_STATUSES)[number];

/** Which of experiments and runs are asked for, in the protocol's order. */
export const VIEW_TYPES = ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'] as const;
export type ViewType = (typeof VIEW_TYPES)[number];

/** The record's status of a run, by the protocol's. */
export const RECORD_STATUS = {
  RUNNING: 'running',
  SCHEDULED: 'running',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'interrupted',
} as const;

const WIRE_STATUS: Readonly<Record<string, WireStatus>> = {
  running: 'RUNNING',
  finished: 'FINISHED',
  failed: 'FAILED',
  interrupted: 'KILLED',
};

/** A value of a metric as JSON has it: NULL of the record is NaN. */
export function wireNumber(value: number | null): number | string {
  return encodeNumber(value ?? Number.NaN);
}

const stage = (trashedAt: number | null) => (trashedAt === null ? 'active' : 'deleted');

const listOf = <Item>(items: readonly Item[]) => (items.length > 0 ? items : undefined);

/** Pairs of a list that is left out when it is empty. */
export function wirePairs(pairs: Readonly<Record<string, string>>): Pair[] | undefined {
  const list = Object.entries(pairs).map(([key, value]) => ({ key, value }));
  return list.length > 0 ? list : undefined;
}

/** Where the artifacts of an experiment are. */
export function artifactRoot(experimentId: number, location: string | null): string {
  return location ?? `mlflow-artifacts:/${experimentId}`;
}

/** Where the artifacts of a run are. */
export function artifactUri(run: Pick<ClientRun, 'experimentId' | 'artifactLocation' | 'id'>) {
  const root = artifactRoot(run.experimentId, run.artifactLocation).replace(/\/+$/, '');
  return `${root}/${run.id}/artifacts`;
}

/** An experiment as the protocol has it. */
export function wireExperiment(experiment: Experiment) {
  return {
    experiment_id: String(experiment.id),
    name: experiment.name,
    artifact_location: artifactRoot(experiment.id, experiment.artifactLocation),
    lifecycle_stage: stage(experiment.trashedAt),
    creation_time: experiment.createdAt,
    last_update_time: experiment.updatedAt,
    tags: wirePairs(experiment.tags),
  };
}

/** What a run is, without what it logged. */
export function wireRunInfo(run: ClientRun) {
  return {
    run_id: run.id,
    run_uuid: run.id,
    run_name: run.name,
    experiment_id: String(run.experimentId),
    user_id: run.userId ?? '',
    status: run.status === 'running' && run.isScheduled ? 'SCHEDULED' : WIRE_STATUS[run.status],
    start_time: run.startedAt,
    end_time: run.endedAt ?? undefined,
    artifact_uri: artifactUri(run),
    lifecycle_stage: stage(run.trashedAt),
  };
}

/** A run, whole but for its histories. */
export function wireRun(run: ClientRun) {
  const named = run.tags.some(({ key }) => key === 'mlflow.runName');
  const tags = named ? run.tags : [...run.tags, { key: 'mlflow.runName', value: run.name }];
  return {
    info: wireRunInfo(run),
    data: {
      metrics: listOf(
        run.metrics.map(({ key, value, time, step }) => ({
          key,
          value: wireNumber(value),
          timestamp: Math.round(time),
          step,
        })),
      ),
      params: listOf(run.params),
      tags,
    },
    inputs: {
      dataset_inputs: listOf(
        run.datasets.map((dataset) => ({
          tags: listOf(JSON.parse(dataset.tags) as Pair[]),
          dataset: {
            name: dataset.name,
            digest: dataset.digest,
            source_type: dataset.sourceType,
            source: dataset.source,
            schema: dataset.schema ?? undefined,
            profile: dataset.profile ?? undefined,
          },
        })),
      ),
      model_inputs: listOf(
        run.models.flatMap(({ direction, modelId }) =>
          direction === 'input' ? [{ model_id: modelId }] : [],
        ),
      ),
    },
    outputs: {
      model_outputs: listOf(
        run.models.flatMap(({ direction, modelId, step }) =>
          direction === 'output' ? [{ model_id: modelId, step }] : [],
        ),
      ),
    },
  };
}
