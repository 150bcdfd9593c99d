import { StoreError } from '../../store/store-error.js';
import type { ImportedRegisteredModel, ImportedVersion } from '../imported-run.js';
import { pathInRun } from './mlflow-facts.js';
import type { MlflowServer } from './mlflow-server.js';
import { eachOf } from './pages.js';
import { modelIdOf } from './read-registry.js';
import { WIRE, type WireRegisteredModel, type WireVersion } from './wire-schema.js';

const API = '/api/2.0/mlflow';

/**
 * Registered models of a server, with versions, tags and aliases.
 * @param runUri where the artifacts of a run are there.
 */
export async function* readServerRegistry(
  server: MlflowServer,
  runUri: (runId: string) => string | undefined,
): AsyncIterable<ImportedRegisteredModel> {
  try {
    for await (const model of eachOf(
      (page_token) =>
        server.get(`${API}/registered-models/search`, { max_results: 100, page_token }),
      WIRE.registeredModels,
      'registered_models',
    )) {
      yield await registeredModel(server, model, runUri);
    }
  } catch (error) {
    // A server of files only has no registry.
    if (!(error instanceof StoreError && error.code === 'notFound')) throw error;
  }
}

async function registeredModel(
  server: MlflowServer,
  model: WireRegisteredModel,
  runUri: (runId: string) => string | undefined,
): Promise<ImportedRegisteredModel> {
  const quote = model.name.includes("'") ? '"' : "'";
  const filter = `name = ${quote}${model.name}${quote}`;
  const versions: ImportedVersion[] = [];
  for await (const version of eachOf(
    (page_token) =>
      server.get(`${API}/model-versions/search`, { filter, max_results: 1000, page_token }),
    WIRE.versions,
    'model_versions',
  )) {
    versions.push(versionOf(version, runUri(version.run_id ?? '')));
  }
  versions.sort((a, b) => a.version - b.version);
  return {
    name: model.name,
    description: model.description || undefined,
    createdAt: model.creation_timestamp,
    updatedAt: model.last_updated_timestamp,
    tags: model.tags,
    aliases: new Map(model.aliases.map(({ alias, version }) => [alias, version])),
    versions,
  };
}

function versionOf(version: WireVersion, runUri: string | undefined): ImportedVersion {
  return {
    version: version.version,
    stage: version.current_stage,
    description: version.description || undefined,
    userId: version.user_id || undefined,
    source: version.source,
    pathInRun: pathInRun(version.source ?? null, runUri),
    runId: version.run_id || undefined,
    runLink: version.run_link || undefined,
    modelId: version.model_id || modelIdOf(version.source),
    createdAt: version.creation_timestamp,
    updatedAt: version.last_updated_timestamp,
    tags: version.tags,
  };
}
