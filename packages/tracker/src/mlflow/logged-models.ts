import type { Router } from 'express';
import {
  changeLoggedModel,
  createLoggedModel,
  type LoggedModel,
  readLoggedModels,
  removeLoggedModelTag,
  trashLoggedModel,
} from '../store/logged-models.js';
import type { RecordAccess } from '../store/record-access.js';
import { searchLoggedModels } from '../store/search/logged-model-filter.js';
import { activeExperiment, experimentId, experimentOf } from './experiments.js';
import type { Fields } from './fields.js';
import { cut, LIMITS } from './limits.js';
import { missing } from './mlflow-error.js';
import { limitOf, offsetOf, pageOf } from './page-token.js';
import { pairsOf, runTagsOf } from './pairs.js';
import { randomName } from './random-name.js';
import { type Answer, route } from './route.js';
import { artifactRoot, wireNumber } from './wire.js';

/** Statuses of a model, in the protocol's order. */
const STATUSES = [
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
] as const;

/** Adds the endpoints of logged models, which autolog makes before it trains. */
export function addLoggedModels(router: Router, access: RecordAccess): void {
  const { connection } = access;
  const answerOf = (id: string): Answer => ({ model: wireModel(modelOf(access, id)) });

  route(router, 'post', '/logged-models', (fields) => {
    const experiment = activeExperiment(experimentOf(access, fields.text('experiment_id')));
    const id = createLoggedModel(connection, {
      experimentId: experiment.id,
      name: cut(fields.optionalText('name') ?? randomName(), 500),
      modelType: fields.optionalText('model_type'),
      sourceRunId: fields.optionalText('source_run_id'),
      status: STATUSES[0],
      params: modelParamsOf(fields.items('params')),
      tags: runTagsOf(fields.items('tags')),
    });
    return answerOf(id);
  });
  route(router, 'post', '/logged-models/search', (fields) => search(access, fields));
  route(router, 'get', '/logged-models/:id', (fields, { id }) => ({
    model: wireModel(modelOf(access, id, fields.flag('allow_deleted'))),
  }));
  route(router, 'patch', '/logged-models/:id', (fields, { id }) => {
    changeLoggedModel(connection, id, { status: fields.optionalChoice('status', STATUSES) });
    return answerOf(id);
  });
  route(router, 'delete', '/logged-models/:id', (_fields, { id }) => {
    modelOf(access, id);
    trashLoggedModel(connection, id);
    return {};
  });
  route(router, 'post', '/logged-models/:id/params', (fields, { id }) => {
    changeLoggedModel(connection, id, { params: modelParamsOf(fields.items('params')) });
    return answerOf(id);
  });
  route(router, 'patch', '/logged-models/:id/tags', (fields, { id }) => {
    changeLoggedModel(connection, id, { tags: runTagsOf(fields.items('tags')) });
    return answerOf(id);
  });
  route(router, 'delete', '/logged-models/:id/tags/:key', (_fields, { id, key }) => {
    modelOf(access, id);
    if (!removeLoggedModelTag(connection, id, key)) {
      throw missing(`No tag with key '${key.slice(0, 250)}' of model ${id} exists`);
    }
    return {};
  });
}

function modelOf({ connection }: RecordAccess, id: string, allowTrashed = false): LoggedModel {
  const [model] = readLoggedModels(connection, [id]);
  if (model && (allowTrashed || model.trashedAt === null)) return model;
  throw missing(`Logged model with ID '${id.slice(0, 60)}' not found.`);
}

function modelParamsOf(items: readonly Fields[]): Map<string, string> {
  const params = pairsOf(items, 'a param', LIMITS.key, Number.POSITIVE_INFINITY);
  return new Map([...params].map(([key, value]) => [key, cut(value, LIMITS.param)]));
}

function search({ connection, search: searcher }: RecordAccess, fields: Fields): Answer {
  const limit = limitOf(fields, 50, 50_000);
  const offset = offsetOf(fields);
  const ids = searchLoggedModels(searcher, {
    experimentIds: fields.texts('experiment_ids').map(experimentId),
    filter: fields.optionalText('filter') ?? '',
    orderBy: fields.items('order_by').map((item) => ({
      field: item.text('field_name'),
      descending: item.has('ascending') && !item.flag('ascending'),
    })),
    datasets: fields.items('datasets').map((item) => ({
      name: item.text('dataset_name'),
      digest: item.optionalText('dataset_digest'),
    })),
    limit: limit + 1,
    offset,
  });
  const { rows, token } = pageOf(ids, limit, offset);
  const models = readLoggedModels(connection, rows).map(wireModel);
  return { models: models.length > 0 ? models : undefined, next_page_token: token };
}

function wireModel(model: LoggedModel) {
  const root = artifactRoot(model.experimentId, model.artifactLocation).replace(/\/+$/, '');
  return {
    info: {
      model_id: model.id,
      experiment_id: String(model.experimentId),
      name: model.name,
      artifact_uri: `${root}/models/${model.id}/artifacts`,
      creation_timestamp_ms: model.createdAt,
      last_updated_timestamp_ms: model.updatedAt,
      status: model.status,
      model_type: model.modelType ?? undefined,
      source_run_id: model.sourceRunId ?? undefined,
      tags: model.tags,
    },
    data: {
      params: model.params,
      metrics: model.metrics.map((metric) => ({
        key: metric.key,
        value: wireNumber(metric.value),
        timestamp: metric.time,
        step: metric.step,
        model_id: model.id,
        run_id: metric.runId,
        dataset_name: metric.datasetName || undefined,
        dataset_digest: metric.datasetDigest || undefined,
      })),
    },
  };
}
