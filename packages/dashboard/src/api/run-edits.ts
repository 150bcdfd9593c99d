import type { RunColumnList, RunDetail, RunGroupList } from '@peasy/tracker/api';
import { getJson } from './client.js';

/** So many requests are under way at once. */
const TOGETHER = 6;

/** Puts a run into the trash. @throws like fetchRuns. */
export function trashRun(id: string): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}/trash`, { method: 'POST' });
}

/** Takes a run out of the trash. @throws like fetchRuns. */
export function restoreRun(id: string): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}/restore`, { method: 'POST' });
}

/** Sets tags of a run. @throws like fetchRuns. */
export function tagRun(id: string, tags: Readonly<Record<string, string>>): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tags }),
  });
}

/** Does something to each run, a few at a time. Answers those that it was done to, and the first reason why not. */
export async function forEachRun(
  ids: readonly string[],
  change: (id: string) => Promise<unknown>,
): Promise<{ readonly done: readonly string[]; readonly problem: Error | undefined }> {
  const done: string[] = [];
  let problem: Error | undefined;
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const some = ids.slice(from, from + TOGETHER);
    const answers = await Promise.allSettled(some.map(change));
    answers.forEach((answer, i) => {
      if (answer.status === 'fulfilled') done.push(some[i]);
      else problem ??= answer.reason as Error;
    });
  }
  return { done, problem };
}

/** Keys of params and metrics that there are. @throws like fetchRuns. */
export function fetchColumns(): Promise<RunColumnList> {
  return getJson('api/run-columns');
}

/** How many of the runs that a query finds have which value of a param or an attribute. @throws like fetchRuns. */
export async function fetchGroups(by: string, query: string): Promise<RunGroupList> {
  return getJson(`api/run-groups?by=${encodeURIComponent(by)}${query ? `&${query}` : ''}`);
}
