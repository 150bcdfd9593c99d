import {
  bulkBody,
  bulkEditBody,
  pruneBody,
  queryBody,
  retentionBody,
  runChangesBody,
} from '../api/edit-bodies.js';
import { type Endpoint, json } from './endpoint.js';
import {
  pruneAnswer,
  purged,
  queryAnswer,
  retention,
  schemaDescription,
} from './keeping-answers.js';
import { runsChanged } from './many-run-answers.js';
import { runDetail } from './run-answers.js';

/** Changes by hand, what the record keeps, and SQL. */
export const KEEPING_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'patch',
    path: '/runs/{ref}',
    summary:
      'Changes name, note and tags; what is left out stays, and a tag that is null is taken off.',
    role: 'write',
    body: [json(runChangesBody)],
    answer: [json(runDetail)],
  },
  {
    method: 'post',
    path: '/runs/{ref}/trash',
    summary: 'Puts a run into the trash.',
    role: 'admin',
    answer: [json(runDetail)],
  },
  {
    method: 'post',
    path: '/runs/{ref}/restore',
    summary: 'Takes a run out of the trash.',
    role: 'write',
    answer: [json(runDetail)],
  },
  {
    method: 'post',
    path: '/bulk/edit',
    summary: 'Changes note and tags of many runs; says which could not be changed, and why.',
    role: 'write',
    body: [json(bulkEditBody)],
    answer: [json(runsChanged)],
  },
  {
    method: 'post',
    path: '/bulk/trash',
    summary: 'Puts many runs into the trash, but for those that are running.',
    role: 'admin',
    body: [json(bulkBody)],
    answer: [json(runsChanged)],
  },
  {
    method: 'post',
    path: '/bulk/restore',
    summary: 'Takes many runs out of the trash.',
    role: 'write',
    body: [json(bulkBody)],
    answer: [json(runsChanged)],
  },
  {
    method: 'post',
    path: '/trash/purge',
    summary: 'Deletes what is in the trash for good.',
    role: 'admin',
    answer: [json(purged)],
  },
  {
    method: 'post',
    path: '/prune',
    summary: 'Applies a rule of what to keep, or says what it would do.',
    role: 'admin',
    body: [json(pruneBody)],
    answer: [json(pruneAnswer)],
  },
  {
    method: 'get',
    path: '/retention',
    summary: 'The rule that the record applies by itself.',
    role: 'read',
    answer: [json(retention)],
  },
  {
    method: 'put',
    path: '/retention',
    summary: 'Sets the rule that the record applies by itself.',
    role: 'admin',
    body: [json(retentionBody)],
    answer: [json(retention)],
  },
  {
    method: 'post',
    path: '/query',
    summary: 'Answers one SQL statement that reads.',
    role: 'read',
    body: [json(queryBody)],
    answer: [json(queryAnswer)],
  },
  {
    method: 'get',
    path: '/schema',
    summary: 'Views and tables that SQL can ask for.',
    role: 'read',
    answer: [json(schemaDescription)],
  },
];
