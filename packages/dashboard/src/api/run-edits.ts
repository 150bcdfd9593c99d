import type {
  RunColumnList,
  RunDetail,
  RunGroupList,
  RunIdList,
  RunsChanged,
} from '@peasy/tracker/api';
import { getJson } from './client.js';

/** Puts a run into the trash. @throws like fetchRuns. */
export function trashRun(id: string): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}/trash`, { method: 'POST' });
}

/** Takes a run out of the trash. @throws like fetchRuns. */
export function restoreRun(id: string): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}/restore`, { method: 'POST' });
}

/** What many runs get: a note in place of theirs, tags beside theirs. */
export interface RunMarks {
  readonly note?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** Changes note and tags of many runs. @throws like fetchRuns. */
export function editRuns(runs: readonly string[], marks: RunMarks): Promise<RunsChanged> {
  return postJson('api/bulk/edit', { runs, ...marks });
}

/** Puts many runs into the trash. @throws like fetchRuns. */
export function trashRuns(runs: readonly string[]): Promise<RunsChanged> {
  return postJson('api/bulk/trash', { runs });
}

/** Takes many runs out of the trash. @throws like fetchRuns. */
export function restoreRuns(runs: readonly string[]): Promise<RunsChanged> {
  return postJson('api/bulk/restore', { runs });
}

/** Ids of the runs that a query finds, in its order: all, or so many from a place on. @throws like fetchRuns. */
export function fetchRunIds(query: string, limit?: number, offset = 0): Promise<RunIdList> {
  const page = limit === undefined ? '' : `&limit=${limit}&offset=${offset}`;
  return getJson(`api/run-ids?${query}${page}`);
}

/** Keys of params, metrics, tags and the environment that there are. @throws like fetchRuns. */
export function fetchColumns(): Promise<RunColumnList> {
  return getJson('api/run-columns');
}

/** How many of the runs that a query finds have which value of a param or an attribute, with their states and a metric over them. @throws like fetchRuns. */
export function fetchGroups(by: string, metric: string, query: string): Promise<RunGroupList> {
  const asked = new URLSearchParams({ by, metric }).toString();
  return getJson(`api/run-groups?${asked}${query ? `&${query}` : ''}`);
}

function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  return getJson(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
