import type { Router } from 'express';
import {
  NAME_TAG,
  putRunTags,
  removeRunTag,
  startClientRun,
  trashClientRun,
  updateClientRun,
  writeToRun,
} from '../store/client-runs.js';
import { type ClientRun, readClientRuns } from '../store/read-client-runs.js';
import type { RecordAccess } from '../store/record-access.js';
import { searchRuns } from '../store/search/search-runs.js';
import { activeExperiment, experimentId, experimentOf } from './experiments.js';
import type { Fields } from './fields.js';
import { checkKey, cut, LIMITS } from './limits.js';
import { invalid, missing } from './mlflow-error.js';
import { limitOf, offsetOf, pageOf } from './page-token.js';
import { runTagsOf } from './pairs.js';
import { randomName } from './random-name.js';
import { type Answer, route } from './route.js';
import { RECORD_STATUS, RUN_STATUSES, VIEW_TYPES, wireRun, wireRunInfo } from './wire.js';

/** Adds the endpoints of runs, but for what is logged to them. */
export function addRuns(router: Router, access: RecordAccess): void {
  const { connection } = access;
  route(router, 'post', '/runs/create', (fields) => create(access, fields));
  route(router, 'get', '/runs/get', (fields) => ({ run: wireRun(runOf(access, runIdOf(fields))) }));
  route(router, 'post', '/runs/update', (fields) => update(access, fields));
  route(router, 'post', '/runs/search', (fields) => search(access, fields));
  for (const inTrash of [true, false]) {
    route(router, 'post', inTrash ? '/runs/delete' : '/runs/restore', (fields) => {
      const { id } = runOf(access, runIdOf(fields));
      trashClientRun(connection, id, inTrash);
      return {};
    });
  }
  route(router, 'post', '/runs/set-tag', (fields) => {
    const tags = runTagsOf([fields]);
    const id = runIdOf(fields);
    writeToRun(connection, id, () => putRunTags(connection, id, tags));
    return {};
  });
  route(router, 'post', '/runs/delete-tag', (fields) => {
    const id = runIdOf(fields);
    const key = fields.text('key');
    let removed = false;
    writeToRun(connection, id, () => {
      removed = removeRunTag(connection, id, key);
    });
    if (!removed) throw missing(`No tag with name: ${key.slice(0, 250)} in run with id ${id}`);
    return {};
  });
}

/** The id of the run that a request is about; `run_uuid` is its old name. */
export function runIdOf(fields: Fields): string {
  const id = fields.optionalText('run_id') ?? fields.optionalText('run_uuid');
  if (id === undefined) return fields.text('run_id');
  if (/^[a-zA-Z0-9][\w-]{0,255}$/.test(id)) return id;
  return fields.refuse('run_id', 'the id of a run: letters, digits, "_" and "-"');
}

/** The run of an id, those in the trash too. @throws MlflowError */
export function runOf({ connection }: RecordAccess, id: string): ClientRun {
  const [run] = readClientRuns(connection, [id]);
  if (!run) throw missing(`Run with id=${id} not found`);
  return run;
}

function create(access: RecordAccess, fields: Fields): Answer {
  const experiment = activeExperiment(
    experimentOf(access, fields.optionalText('experiment_id') ?? '0'),
  );
  const tags = runTagsOf(fields.items('tags'));
  const given = fields.optionalText('run_name');
  const tagged = tags.get(NAME_TAG) || undefined;
  if (given !== undefined && tagged !== undefined && given !== tagged) {
    throw invalid(
      `Both 'run_name' argument and '${NAME_TAG}' tag are specified, but with different values (run_name='${given.slice(0, 60)}', ${NAME_TAG}='${tagged.slice(0, 60)}').`,
    );
  }
  const name = cut(given ?? tagged ?? randomName(), LIMITS.key);
  tags.set(NAME_TAG, name);
  const startedAt = timeOf(fields, 'start_time') ?? Date.now();
  const userId = fields.optionalText('user_id');
  const id = startClientRun(access.connection, {
    experimentId: experiment.id,
    name,
    userId: userId && cut(userId, 256),
    startedAt,
    tags,
  });
  return { run: wireRun(runOf(access, id)) };
}

function update(access: RecordAccess, fields: Fields): Answer {
  const id = runIdOf(fields);
  const status = fields.optionalChoice('status', RUN_STATUSES);
  const name = fields.optionalText('run_name');
  updateClientRun(access.connection, id, {
    status: status && RECORD_STATUS[status],
    isScheduled: status === 'SCHEDULED',
    endedAt: timeOf(fields, 'end_time'),
    name: name && cut(name, LIMITS.key),
  });
  return { run_info: wireRunInfo(runOf(access, id)) };
}

/** Milliseconds since 1970, within what a date can be. */
function timeOf(fields: Fields, name: string): number | undefined {
  const time = fields.optionalInteger(name);
  if (time !== undefined && (time < 0 || time > 8.64e15)) {
    fields.refuse(name, 'milliseconds since 1970');
  }
  return time;
}

function search(access: RecordAccess, fields: Fields): Answer {
  const limit = limitOf(fields, 1000, 50_000);
  const offset = offsetOf(fields);
  const view = fields.optionalChoice('run_view_type', VIEW_TYPES) ?? 'ACTIVE_ONLY';
  const ids = searchRuns(access.search, {
    experimentIds: fields.texts('experiment_ids').map(experimentId),
    filter: fields.optionalText('filter') ?? '',
    orderBy: fields.texts('order_by'),
    trash: view === 'ALL' ? undefined : view === 'DELETED_ONLY',
    limit: limit + 1,
    offset,
  });
  const { rows, token } = pageOf(ids, limit, offset);
  const runs = readClientRuns(access.connection, rows).map(wireRun);
  return { runs: runs.length > 0 ? runs : undefined, next_page_token: token };
}

/** Checks the key of a metric that is asked for. */
export function metricKeyOf(fields: Fields): string {
  return checkKey('metric', fields.text('metric_key'));
}
