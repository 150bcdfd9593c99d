import type { Router } from 'express';
import type { RecordAccess } from '../store/record-access.js';
import {
  changeRegisteredModel,
  createRegisteredModel,
  deleteRegisteredModel,
  type RegisteredModel,
  readRegisteredModels,
  removeAlias,
  removeRegisteredModelTag,
  setAlias,
  setRegisteredModelTag,
} from '../store/registered-models.js';
import { searchRegisteredModels } from '../store/search/registry-filter.js';
import type { Fields } from './fields.js';
import { checkLength, LIMITS } from './limits.js';
import { invalid } from './mlflow-error.js';
import { stageOf, wireVersion } from './model-versions.js';
import { limitOf, offsetOf, pageOf } from './page-token.js';
import { registeredOf, registryTagsOf, versionOf } from './registry-entries.js';
import { type Answer, route } from './route.js';

/** Adds the endpoints of registered models. */
export function addRegisteredModels(router: Router, access: RecordAccess): void {
  const { connection } = access;
  const answerOf = (name: string): Answer => ({
    registered_model: wireRegistered(registeredOf(access, name)),
  });
  const named = (fields: Fields) => registeredOf(access, fields.text('name')).name;

  route(router, 'post', '/registered-models/create', (fields) => {
    const name = newNameOf(fields, 'name');
    const tags = registryTagsOf(fields.items('tags'));
    createRegisteredModel(connection, name, fields.optionalText('description'), tags);
    return answerOf(name);
  });
  route(router, 'get', '/registered-models/get', (fields) => answerOf(fields.text('name')));
  route(router, 'post', '/registered-models/rename', (fields) => {
    const newName = newNameOf(fields, 'new_name');
    changeRegisteredModel(connection, named(fields), { newName });
    return answerOf(newName);
  });
  route(router, 'patch', '/registered-models/update', (fields) => {
    const name = named(fields);
    const description = fields.optionalText('description') ?? '';
    changeRegisteredModel(connection, name, { description });
    return answerOf(name);
  });
  route(router, 'delete', '/registered-models/delete', (fields) => {
    deleteRegisteredModel(connection, named(fields));
    return {};
  });
  route(router, 'get', '/registered-models/search', (fields) => search(access, fields));
  for (const method of ['get', 'post'] as const) {
    route(router, method, '/registered-models/get-latest-versions', (fields) => {
      const stages = fields.texts('stages').map((stage) => stageOf(stage));
      const latest = registeredOf(access, fields.text('name')).latest.filter(
        ({ stage }) => stages.length === 0 || stages.includes(stage),
      );
      return { model_versions: latest.length > 0 ? latest.map(wireVersion) : undefined };
    });
  }
  route(router, 'post', '/registered-models/set-tag', (fields) => {
    const name = named(fields);
    const [[key, value]] = registryTagsOf([fields]);
    setRegisteredModelTag(connection, name, key, value);
    return {};
  });
  route(router, 'delete', '/registered-models/delete-tag', (fields) => {
    removeRegisteredModelTag(connection, named(fields), fields.text('key'));
    return {};
  });
  route(router, 'post', '/registered-models/alias', (fields) => {
    const { name, version } = versionOf(access, fields);
    setAlias(connection, name, aliasOf(fields), version);
    return {};
  });
  route(router, 'delete', '/registered-models/alias', (fields) => {
    removeAlias(connection, named(fields), fields.text('alias'));
    return {};
  });
  route(router, 'get', '/registered-models/alias', (fields) => {
    const { name, aliases } = registeredOf(access, fields.text('name'));
    const alias = fields.text('alias');
    const found = aliases.find((each) => each.alias === alias);
    if (!found) throw invalid(`Registered model alias ${alias.slice(0, 255)} not found.`);
    return { model_version: wireVersion(versionOf(access, { name, version: found.version })) };
  });
}

function newNameOf(fields: Fields, field: string): string {
  const name = checkLength('Registered model name', fields.text(field), LIMITS.registryName);
  if (!/[/:]/.test(name)) return name;
  return fields.refuse(field, 'a name without "/" and ":"');
}

function aliasOf(fields: Fields): string {
  const alias = checkLength('Registered model alias', fields.text('alias'), 255);
  const good = /^[\w-]+$/.test(alias) && !/^(latest|v\d+)$/i.test(alias);
  return good
    ? alias
    : fields.refuse('alias', 'letters, digits, "_" and "-", not "latest" or "v1"');
}

function search({ connection, search: searcher }: RecordAccess, fields: Fields): Answer {
  const limit = limitOf(fields, 100, 1000);
  const offset = offsetOf(fields);
  const names = searchRegisteredModels(searcher, {
    filter: fields.optionalText('filter') ?? '',
    orderBy: fields.texts('order_by'),
    limit: limit + 1,
    offset,
  });
  const { rows, token } = pageOf(names, limit, offset);
  const models = readRegisteredModels(connection, rows).map(wireRegistered);
  return { registered_models: models.length > 0 ? models : undefined, next_page_token: token };
}

function wireRegistered(model: RegisteredModel) {
  return {
    name: model.name,
    creation_timestamp: model.createdAt,
    last_updated_timestamp: model.updatedAt,
    description: model.description ?? undefined,
    latest_versions: model.latest.map(wireVersion),
    tags: model.tags,
    aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })),
  };
}
