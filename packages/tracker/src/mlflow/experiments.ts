import type { Router } from 'express';
import {
  createExperiment,
  type Experiment,
  experimentById,
  experimentByName,
  removeExperimentTag,
  renameExperiment,
  searchExperiments,
  setExperimentTag,
  trashExperiment,
} from '../store/experiments.js';
import type { RecordAccess } from '../store/record-access.js';
import { allOf } from '../store/search/conditions.js';
import { experimentFilterSql, experimentOrderSql } from '../store/search/experiment-filter.js';
import type { Fields } from './fields.js';
import { checkKey, checkLength, LIMITS } from './limits.js';
import { invalid, missing } from './mlflow-error.js';
import { limitOf, offsetOf, pageOf } from './page-token.js';
import { pairsOf } from './pairs.js';
import { type Answer, route } from './route.js';
import { VIEW_TYPES, type ViewType, wireExperiment } from './wire.js';

/** Adds the endpoints of experiments. */
export function addExperiments(router: Router, access: RecordAccess): void {
  const { connection } = access;
  const of = (fields: Fields) => experimentOf(access, fields.text('experiment_id'));

  route(router, 'post', '/experiments/create', (fields) => {
    const name = checkLength('Experiment name', fields.text('name'), LIMITS.experimentName);
    const tags = experimentTags(fields.items('tags'));
    const artifactLocation = fields.optionalText('artifact_location');
    if (artifactLocation !== undefined) checkLocation(artifactLocation);
    const id = createExperiment(connection, { name, artifactLocation, tags });
    return { experiment_id: String(id) };
  });
  route(router, 'get', '/experiments/get', (fields) => ({
    experiment: wireExperiment(of(fields)),
  }));
  route(router, 'get', '/experiments/get-by-name', (fields) => {
    const name = fields.text('experiment_name');
    const experiment = experimentByName(connection, name);
    if (!experiment) throw missing(`Could not find experiment with name '${name}'`);
    return { experiment: wireExperiment(experiment) };
  });
  for (const method of ['get', 'post'] as const) {
    route(router, method, '/experiments/search', (fields) => search(access, fields));
  }
  route(router, 'post', '/experiments/update', (fields) => {
    const { id } = activeExperiment(of(fields));
    if (!fields.has('new_name')) return {};
    const name = checkLength('Experiment name', fields.text('new_name'), LIMITS.experimentName);
    renameExperiment(connection, id, name);
    return {};
  });
  route(router, 'post', '/experiments/delete', (fields) => {
    const { id, trashedAt } = of(fields);
    if (trashedAt !== null) throw missing(`No active experiment with ID ${id} exists`);
    trashExperiment(connection, id, true);
    return {};
  });
  route(router, 'post', '/experiments/restore', (fields) => {
    const { id, trashedAt } = of(fields);
    if (trashedAt === null) throw missing(`No deleted experiment with ID ${id} exists`);
    trashExperiment(connection, id, false);
    return {};
  });
  route(router, 'post', '/experiments/set-experiment-tag', (fields) => {
    const { id } = activeExperiment(of(fields));
    const [[key, value]] = experimentTags([fields]);
    setExperimentTag(connection, id, key, value);
    return {};
  });
  route(router, 'post', '/experiments/delete-experiment-tag', (fields) => {
    const { id } = activeExperiment(of(fields));
    const key = fields.text('key');
    if (!removeExperimentTag(connection, id, key)) {
      throw missing(`No tag with key '${key}' of experiment ${id} exists`);
    }
    return {};
  });
}

/** The experiment of an id. @throws MlflowError for an id that is none, or of none. */
export function experimentOf({ connection }: RecordAccess, id: string): Experiment {
  const experiment = experimentById(connection, experimentId(id));
  if (!experiment) throw missing(`No Experiment with id=${id} exists`);
  return experiment;
}

/** The id of an experiment in the record. @throws MlflowError when it is no number. */
export function experimentId(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw invalid(
    `Invalid value '${id.slice(0, 60)}' for parameter 'experiment_id' supplied: expected digits.`,
  );
}

/** Lets an experiment pass that is not in the trash. @throws MlflowError */
export function activeExperiment(experiment: Experiment): Experiment {
  if (experiment.trashedAt === null) return experiment;
  throw invalid(
    `The experiment ${experiment.id} must be in the 'active' state. Current state is deleted: restore it first.`,
  );
}

function search({ connection, search: searcher }: RecordAccess, fields: Fields): Answer {
  const limit = limitOf(fields, 1000, 50_000);
  const offset = offsetOf(fields);
  const filter = experimentFilterSql(fields.optionalText('filter') ?? '');
  const view = viewOf(fields.optionalChoice('view_type', VIEW_TYPES), 'e');
  const { sql: where, values } = allOf([...view, filter]);
  const order = experimentOrderSql(fields.texts('order_by'));
  const found = searchExperiments(
    connection,
    searcher,
    { where, order, values },
    { limit: limit + 1, offset },
  );
  const { rows, token } = pageOf(found, limit, offset);
  return {
    experiments: rows.length > 0 ? rows.map(wireExperiment) : undefined,
    next_page_token: token,
  };
}

function viewOf(view: ViewType = 'ACTIVE_ONLY', table: string) {
  if (view === 'ALL') return [];
  const sql = `${table}.trashed_at IS ${view === 'ACTIVE_ONLY' ? '' : 'NOT '}NULL`;
  return [{ sql, values: [] }];
}

function experimentTags(items: readonly Fields[]): Map<string, string> {
  const tags = pairsOf(items, 'a tag', LIMITS.key * 4, LIMITS.experimentTag);
  for (const key of tags.keys()) checkKey('tag', key);
  return tags;
}

/** MLflow refuses fragments, and parameters that would climb out of a folder. */
function checkLocation(location: string): void {
  if (location.includes('#') || /\.\.(\/|$)/.test(location)) {
    throw invalid(
      `'${location.slice(0, 100)}' is not a valid artifact location: expected an address without "#" and "..".`,
    );
  }
}
