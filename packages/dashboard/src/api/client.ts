import type { ApiError, RunDetail, RunList, RunRow } from '@peasy/tracker/api';

/** An answer of the server that is none: its HTTP status, and what it said. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Some runs of those that a query finds. */
export interface RunPage {
  readonly runs: readonly RunRow[];
  /** How many it finds. */
  readonly total: number;
}

/** Runs outside the trash; `query` in the server's words. @throws ApiProblem, or a TypeError when the server cannot be reached. */
export async function fetchRuns(query: string, limit: number, offset = 0): Promise<RunPage> {
  const page = `limit=${limit}&offset=${offset}`;
  const { runs, total = runs.length } = await getJson<RunList>(
    `api/runs?${query ? `${query}&` : ''}${page}`,
  );
  return { runs, total };
}

/** One run, whole, by an id, a unique prefix, a name, or `latest`. @throws like fetchRuns. */
export function fetchRun(reference: string): Promise<RunDetail> {
  return getJson(`api/runs/${encodeURIComponent(reference)}`);
}

/** Bytes that the server packed. @throws like fetchRuns. */
export async function getBytes(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path);
  if (!response.ok) throw new ApiProblem(response.status, await readMessage(response));
  return response.arrayBuffer();
}

/** An answer in JSON; with `init`, to another request than a plain GET. @throws like fetchRuns. */
export async function getJson<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, ...init });
  if (!response.ok) throw new ApiProblem(response.status, await readMessage(response));
  return (await response.json()) as Answer;
}

async function readMessage(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as ApiError;
    return error.message;
  } catch {
    return `The server answered ${response.status} ${response.statusText}.`;
  }
}
