import type { KeptWrite, SpooledRun } from './spool.js';

/** What came of asking the server. */
export type Answer =
  /** It has everything up to a number. */
  | { readonly kind: 'stored'; readonly acknowledged: number; readonly name?: string }
  /** It does not take it, and never will. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  /** It wants another token. */
  | { readonly kind: 'denied'; readonly message: string }
  /** It cannot be reached, or cannot just now: to be tried again. */
  | { readonly kind: 'away'; readonly message: string };

/** How to ask a server. */
export interface WireOptions {
  readonly url: string;
  readonly token?: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

/** Statuses that say "not now". */
const LATER = [408, 425, 429];
const PATIENCE_MS = 30_000;
/** A body may take so long besides, a byte: 50 KB a second. */
const MS_A_BYTE = 1 / 50;

/** Asks a server's logging API, and understands its answers. Never throws. */
export class Wire {
  readonly #options: WireOptions;

  constructor(options: WireOptions) {
    this.#options = { ...options, url: options.url.replace(/\/+$/, '') };
  }

  /**
   * Sends writes that come one after the other; more than one only of metrics.
   * @param age how long ago it was told, in milliseconds; 0 where its program lives.
   */
  send(
    { runId, writer }: SpooledRun,
    writes: readonly KeptWrite[],
    content: Uint8Array,
    age: number,
  ): Promise<Answer> {
    const [first] = writes;
    const last = writes.at(-1)!;
    const { method, path, type } = addressOf(runId, first);
    const numbers = first === last ? `${first.number}` : `${first.number}-${last.number}`;
    const query = new URLSearchParams({ writer, numbers, age: `${Math.max(0, Math.round(age))}` });
    return this.#ask(`${path}?${query}`, { method, body: content, type });
  }

  /** How far the server is with a client's writes. */
  acknowledged({ runId, writer }: SpooledRun): Promise<Answer> {
    const query = new URLSearchParams({ writer });
    return this.#ask(`/runs/${runId}/acknowledged?${query}`, { method: 'GET' });
  }

  /** Says that the program of a run lives. */
  async beat({ runId }: SpooledRun): Promise<void> {
    await this.#ask(`/runs/${runId}/heartbeat`, { method: 'POST', type: 'application/json' });
  }

  async #ask(
    path: string,
    { method, body, type }: { method: string; body?: Uint8Array; type?: string },
  ): Promise<Answer> {
    const { url, token, fetch: ask = fetch } = this.#options;
    try {
      const response = await ask(`${url}/api${path}`, {
        method,
        headers: {
          ...(type && { 'content-type': type }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: body as RequestInit['body'] }),
        signal: AbortSignal.timeout(PATIENCE_MS + Math.ceil((body?.byteLength ?? 0) * MS_A_BYTE)),
      });
      return understand(url, response.status, await response.text());
    } catch (error) {
      return { kind: 'away', message: `${url} does not answer (${reasonOf(error)}).` };
    }
  }
}

/** Where a write goes. */
function addressOf(runId: string, write: KeptWrite) {
  const json = { method: 'POST', type: 'application/json' };
  const packed = { method: 'PUT', type: 'application/octet-stream' };
  switch (write.kind) {
    case 'start':
      return { ...json, path: '/runs' };
    case 'metrics':
      return { ...packed, method: 'POST', path: `/runs/${runId}/metrics` };
    case 'snapshot':
      return { ...packed, path: `/runs/${runId}/snapshots/${write.step}` };
    case 'artifact': {
      const path = write.path!.split('/').map(encodeURIComponent).join('/');
      return { ...packed, type: write.mediaType!, path: `/runs/${runId}/artifacts/${path}` };
    }
    default:
      return { ...json, path: `/runs/${runId}/${write.kind}` };
  }
}

function understand(url: string, status: number, text: string): Answer {
  const body = parse(text) as {
    acknowledged?: unknown;
    name?: string;
    error?: { message?: unknown };
  };
  const words = typeof body?.error?.message === 'string' ? body.error.message : undefined;
  if (status < 300) {
    const { acknowledged = 0, name } = body ?? {};
    if (body && typeof acknowledged === 'number') return { kind: 'stored', acknowledged, name };
  } else if (status >= 500 || LATER.includes(status)) {
    return {
      kind: 'away',
      message: `${url} cannot store it now (${status}): ${words ?? 'no words'}`,
    };
  } else if (words !== undefined) {
    if (status === 401 || status === 403) return { kind: 'denied', message: words };
    return { kind: 'refused', status, message: words };
  }
  return {
    kind: 'away',
    message: `${url} answers with ${status}, and not as a Peasy server does. Is that its address?`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The innermost reason: fetch says only that it failed. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const inner = cause as { code?: string; message?: string } | undefined;
  return inner?.code ?? inner?.message ?? message;
}
