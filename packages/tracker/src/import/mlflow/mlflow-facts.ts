import { NAME_TAG } from '../../store/client-runs.js';
import type { NewModelMetric } from '../../store/logged-models.js';
import type { NewRunDataset } from '../../store/run-datasets.js';
import type { ImportedModelLink, ImportedParam, RunFacts } from '../imported-run.js';

/** A run as MLflow keeps it, whichever way it was read. Times are milliseconds since 1970. */
export interface MlflowRun {
  readonly id: string;
  readonly name: string | undefined;
  readonly experiment: string;
  readonly userId: string | undefined;
  readonly status: string | undefined;
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  readonly isDeleted: boolean;
  readonly deletedTime: number | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly datasets: readonly NewRunDataset[];
  readonly models: readonly ImportedModelLink[];
  readonly modelMetrics: readonly NewModelMetric[];
}

const STATUSES: Readonly<Record<string, RunFacts['status']>> = {
  RUNNING: 'running',
  SCHEDULED: 'running',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'interrupted',
};

/** The run as it would be here, had it been logged here. */
export function mlflowFacts(run: MlflowRun): RunFacts {
  const { tags } = run;
  const name = run.name || tags.get(NAME_TAG) || run.id;
  const status = STATUSES[run.status ?? ''] ?? 'finished';
  const params = [...run.params].map(([key, value]): [string, ImportedParam] => [
    key,
    { kind: kindOf(value), value },
  ]);
  return {
    id: run.id,
    experiment: run.experiment,
    name,
    status,
    startedAt: run.startTime,
    // One that goes on may have ended before.
    endedAt: status === 'running' ? undefined : run.endTime,
    userId: run.userId || undefined,
    trashedAt: run.isDeleted ? (run.deletedTime ?? Date.now()) : undefined,
    note: tags.get('mlflow.note.content'),
    params: new Map(params),
    // Names may be given twice there, and are not here: clients go on reading the name that was given.
    tags: tags.has(NAME_TAG) ? tags : new Map([...tags, [NAME_TAG, name]]),
    datasets: run.datasets,
    models: run.models,
    modelMetrics: run.modelMetrics,
  };
}

/** As a client's param is kept here. */
function kindOf(value: string): 'number' | 'string' {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? 'number' : 'string';
}

/** MLflow's database keeps ±Infinity as the largest numbers. */
export function mlflowValue(value: number): number {
  return Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) * Infinity : value;
}

/** In the order of MLflow's numbers. */
export const MODEL_STATUSES = [
  'LOGGED_MODEL_STATUS_UNSPECIFIED',
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
] as const;

/** Where in the artifacts of a run a version's files are, if they are there. */
export function pathInRun(source: string | null, runUri: string | undefined): string | undefined {
  if (!source || !runUri) return undefined;
  const root = `${runUri.replace(/\/+$/, '')}/`;
  return source.startsWith(root) ? source.slice(root.length) : undefined;
}
