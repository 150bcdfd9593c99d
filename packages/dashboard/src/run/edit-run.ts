import type { RunDetail } from '@peasy/tracker/api';
import { getJson } from '../api/client.js';

/** What is changed of a run; a tag that is null is taken off. */
export interface RunEdit {
  readonly name?: string;
  readonly note?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** Changes a run in the record. @throws ApiProblem with the server's words. */
export function editRun(id: string, edit: RunEdit): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(edit),
  });
}
