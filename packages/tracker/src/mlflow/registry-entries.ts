import { type ModelVersion, readModelVersions, type VersionRef } from '../store/model-versions.js';
import type { RecordAccess } from '../store/record-access.js';
import { type RegisteredModel, readRegisteredModels } from '../store/registered-models.js';
import { Fields } from './fields.js';
import { checkKey, LIMITS } from './limits.js';
import { missing } from './mlflow-error.js';
import { pairsOf } from './pairs.js';

/** The registered model of a name. @throws MlflowError */
export function registeredOf({ connection }: RecordAccess, name: string): RegisteredModel {
  const [model] = readRegisteredModels(connection, [name]);
  if (model) return model;
  throw missing(`Registered Model with name=${name.slice(0, 256)} not found`);
}

/** The version that a request names. @throws MlflowError */
export function versionOf(access: RecordAccess, wanted: Fields | VersionRef): ModelVersion {
  const ref =
    wanted instanceof Fields
      ? { name: wanted.text('name'), version: wanted.integer('version') }
      : wanted;
  const [version] = readModelVersions(access.connection, [ref]);
  if (version) return version;
  throw missing(`Model Version (name=${ref.name.slice(0, 256)}, version=${ref.version}) not found`);
}

/** Tags of the registry: keys of 250 characters, values of 100,000. */
export function registryTagsOf(items: readonly Fields[]): Map<string, string> {
  const tags = pairsOf(items, 'a tag', LIMITS.key * 4, 100_000);
  for (const key of tags.keys()) checkKey('tag', key);
  return tags;
}
