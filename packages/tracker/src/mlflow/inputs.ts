import type { Router } from 'express';
import { putRunTags, writeToRun } from '../store/client-runs.js';
import { linkModels } from '../store/logged-models.js';
import type { RecordAccess } from '../store/record-access.js';
import { datasetSummaries, type NewRunDataset, putRunDatasets } from '../store/run-datasets.js';
import { experimentId } from './experiments.js';
import type { Fields } from './fields.js';
import { checkLength, LIMITS } from './limits.js';
import { invalid } from './mlflow-error.js';
import { pairsOf } from './pairs.js';
import { route } from './route.js';
import { runIdOf, runOf } from './runs.js';

/** The tag in which MLflow once kept which models a run logged. */
const MODEL_HISTORY_TAG = 'mlflow.log-model.history';

/** Adds the endpoints that say what a run read and made: datasets and models. */
export function addInputs(router: Router, access: RecordAccess): void {
  const { connection } = access;
  route(router, 'post', '/runs/log-inputs', (fields) => {
    const id = runIdOf(fields);
    const datasets = fields.items('datasets').map(datasetOf);
    const models = fields
      .items('models')
      .map((item) => ({ modelId: item.text('model_id'), step: 0 }));
    writeToRun(connection, id, () => {
      putRunDatasets(connection, id, datasets);
      linkModels(connection, id, 'input', models);
    });
    return {};
  });
  route(router, 'post', '/runs/outputs', (fields) => {
    const id = runIdOf(fields);
    const models = fields.items('models').map((item) => ({
      modelId: item.text('model_id'),
      step: item.optionalInteger('step') ?? 0,
    }));
    writeToRun(connection, id, () => linkModels(connection, id, 'output', models));
    return {};
  });
  route(router, 'post', '/runs/log-model', (fields) => {
    const id = runIdOf(fields);
    const model = parsed(fields);
    const { tags } = runOf(access, id);
    const before = tags.find(({ key }) => key === MODEL_HISTORY_TAG)?.value;
    const history = [...(before ? (JSON.parse(before) as unknown[]) : []), model];
    writeToRun(connection, id, () => {
      putRunTags(connection, id, new Map([[MODEL_HISTORY_TAG, JSON.stringify(history)]]));
    });
    return {};
  });
  route(router, 'post', '/experiments/search-datasets', (fields) => {
    const ids = fields.texts('experiment_ids');
    if (ids.length === 0 || ids.length > 20) {
      throw invalid(`Expected experiment_ids to be 1 to 20 ids, got ${ids.length}.`);
    }
    const summaries = datasetSummaries(connection, ids.map(experimentId));
    return {
      dataset_summaries: summaries.map((summary) => ({
        experiment_id: String(summary.experimentId),
        name: summary.name,
        digest: summary.digest,
        context: summary.context ?? undefined,
      })),
    };
  });
}

function datasetOf(item: Fields): NewRunDataset {
  const dataset = item.object('dataset');
  const optional = (name: string, most: number) => {
    const text = dataset.optionalText(name);
    return text === undefined ? undefined : checkLength(`Dataset ${name}`, text, most);
  };
  return {
    name: checkLength('Dataset name', dataset.text('name'), LIMITS.datasetName),
    digest: checkLength('Dataset digest', dataset.text('digest'), LIMITS.datasetDigest),
    sourceType: dataset.text('source_type'),
    source: checkLength('Dataset source', dataset.text('source'), LIMITS.datasetSource),
    schema: optional('schema', LIMITS.datasetSchema),
    profile: optional('profile', LIMITS.datasetProfile),
    tags: pairsOf(item.items('tags'), 'an input tag', LIMITS.inputTagKey, LIMITS.inputTagValue),
  };
}

function parsed(fields: Fields): unknown {
  const text = fields.text('model_json');
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch (error) {
    throw invalid(`Malformed model info: ${(error as Error).message}.`);
  }
  if (typeof model === 'object' && model !== null && 'artifact_path' in model) return model;
  return fields.refuse('model_json', 'a JSON object with artifact_path');
}
