import type { Router } from 'express';
import { readLoggedModels } from '../store/logged-models.js';
import {
  changeModelVersion,
  createModelVersion,
  deleteModelVersion,
  type ModelVersion,
  readModelVersions,
  removeModelVersionTag,
  setModelVersionTag,
  type VersionRef,
} from '../store/model-versions.js';
import type { RecordAccess } from '../store/record-access.js';
import { searchModelVersions } from '../store/search/registry-filter.js';
import type { Fields } from './fields.js';
import { invalid, missing } from './mlflow-error.js';
import { limitOf, offsetOf, pageOf } from './page-token.js';
import { registeredOf, registryTagsOf, versionOf } from './registry-entries.js';
import { type Answer, route } from './route.js';
import { artifactRoot } from './wire.js';

/** Stages that a version can be in. */
const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;

/** Adds the endpoints of versions of registered models. */
export function addModelVersions(router: Router, access: RecordAccess): void {
  const { connection } = access;
  const answerOf = (ref: VersionRef): Answer => ({
    model_version: wireVersion(versionOf(access, ref)),
  });

  route(router, 'post', '/model-versions/create', (fields) => {
    const { name } = registeredOf(access, fields.text('name'));
    const version = createModelVersion(connection, {
      name,
      source: sourceOf(fields),
      runId: fields.optionalText('run_id'),
      runLink: fields.optionalText('run_link'),
      modelId: fields.optionalText('model_id'),
      description: fields.optionalText('description'),
      tags: registryTagsOf(fields.items('tags')),
    });
    return answerOf({ name, version });
  });
  route(router, 'get', '/model-versions/get', (fields) => answerOf(versionOf(access, fields)));
  route(router, 'get', '/model-versions/search', (fields) => search(access, fields));
  route(router, 'get', '/model-versions/get-download-uri', (fields) => ({
    artifact_uri: filesOf(access, versionOf(access, fields)),
  }));
  route(router, 'post', '/model-versions/transition-stage', (fields) => {
    const ref = versionOf(access, fields);
    changeModelVersion(connection, ref, {
      stage: stageOf(fields.text('stage')),
      archiveOthers: fields.flag('archive_existing_versions'),
    });
    return answerOf(ref);
  });
  route(router, 'patch', '/model-versions/update', (fields) => {
    const ref = versionOf(access, fields);
    changeModelVersion(connection, ref, { description: fields.optionalText('description') ?? '' });
    return answerOf(ref);
  });
  route(router, 'delete', '/model-versions/delete', (fields) => {
    deleteModelVersion(connection, versionOf(access, fields));
    return {};
  });
  route(router, 'post', '/model-versions/set-tag', (fields) => {
    const ref = versionOf(access, fields);
    const [[key, value]] = registryTagsOf([fields]);
    setModelVersionTag(connection, ref, key, value);
    return {};
  });
  route(router, 'delete', '/model-versions/delete-tag', (fields) => {
    removeModelVersionTag(connection, versionOf(access, fields), fields.text('key'));
    return {};
  });
}

/** A stage by its name, in any case. @throws MlflowError */
export function stageOf(name: string): string {
  const stage = STAGES.find((each) => each.toLowerCase() === name.toLowerCase());
  if (stage) return stage;
  throw invalid(
    `Invalid Model Version stage: ${name.slice(0, 60)}. Value must be one of ${STAGES.join(', ')}.`,
  );
}

/** A version as the protocol has it. */
export function wireVersion(version: ModelVersion) {
  return {
    name: version.name,
    version: String(version.version),
    creation_timestamp: version.createdAt,
    last_updated_timestamp: version.updatedAt,
    user_id: version.userId ?? undefined,
    current_stage: version.stage,
    description: version.description ?? undefined,
    source: version.source ?? undefined,
    run_id: version.runId ?? undefined,
    run_link: version.runLink ?? undefined,
    model_id: version.modelId ?? undefined,
    status: 'READY',
    tags: version.tags,
    aliases: version.aliases,
  };
}

/** A path of the server's own disk is no source: nobody else could read it. */
function sourceOf(fields: Fields): string {
  const source = fields.text('source');
  if (/^(file:|\/|[a-z]:[\\/])/i.test(source) || source.split('/').includes('..')) {
    fields.refuse('source', 'an address such as models:/m-..., runs:/... or mlflow-artifacts:/...');
  }
  return source;
}

/** Where the files of a version are. A source may itself name a logged model, or another version. */
function filesOf(access: RecordAccess, version: ModelVersion, depth = 0): string {
  const source = version.source ?? '';
  const [, modelId] = /^models:\/(m-[^/]+)$/.exec(source) ?? [];
  if (modelId !== undefined) {
    const [model] = readLoggedModels(access.connection, [modelId]);
    if (!model) throw missing(`Logged model with ID '${modelId.slice(0, 60)}' not found.`);
    const root = artifactRoot(model.experimentId, model.artifactLocation).replace(/\/+$/, '');
    return `${root}/models/${model.id}/artifacts`;
  }
  const [, name, number] = /^models:\/([^/]+)\/(\d{1,9})$/.exec(source) ?? [];
  if (name !== undefined && depth < 10) {
    return filesOf(access, versionOf(access, { name, version: Number(number) }), depth + 1);
  }
  return source;
}

function search({ connection, search: searcher }: RecordAccess, fields: Fields): Answer {
  const limit = limitOf(fields, 10_000, 200_000);
  const offset = offsetOf(fields);
  const refs = searchModelVersions(searcher, {
    filter: fields.optionalText('filter') ?? '',
    orderBy: fields.texts('order_by'),
    limit: limit + 1,
    offset,
  });
  const { rows, token } = pageOf(refs, limit, offset);
  const versions = readModelVersions(connection, rows).map(wireVersion);
  return { model_versions: versions.length > 0 ? versions : undefined, next_page_token: token };
}
