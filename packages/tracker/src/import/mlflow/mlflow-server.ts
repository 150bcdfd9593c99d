import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { StoreError } from '../../store/store-error.js';

/** Answers of a server that is overworked, or of what stands before one that is. */
const TRY_AGAIN = new Set([429, 502, 503, 504]);
/** Milliseconds before each further try. */
const PAUSES = [500, 1000, 2000, 4000];

type Query = Readonly<Record<string, string | number | undefined>>;

/** An MLflow server, or another that speaks its REST protocol. */
export class MlflowServer {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal | undefined;
  #hasAnswered = false;

  /** @param address may have a path, and a user with a password. @throws StoreError when it is none. */
  constructor(address: string, token: string | undefined, signal: AbortSignal | undefined) {
    let url: URL;
    try {
      url = new URL(address);
    } catch (error) {
      throw new StoreError('invalid', `Expected the address of a server, got ${address}.`, {
        cause: error,
      });
    }
    const { username, password } = url;
    this.#base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
    this.#signal = signal;
    const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    if (token) this.#headers = { authorization: `Bearer ${token}` };
    else this.#headers = username ? { authorization: `Basic ${basic.toString('base64')}` } : {};
  }

  /** Asks with a query; the answer's JSON. @throws StoreError */
  get(path: string, query: Query = {}): Promise<unknown> {
    return this.#json(withQuery(path, query), {});
  }

  /** Asks with a body; the answer's JSON. @throws StoreError */
  post(path: string, body: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    return this.#json(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The content of a file. @throws StoreError */
  async download(path: string, query: Query = {}): Promise<Readable> {
    const { body } = await this.#answer(withQuery(path, query), {});
    return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
  }

  async #json(path: string, request: RequestInit): Promise<unknown> {
    const answer = await this.#answer(path, request);
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.#isNone(`it answered ${path} with what is no JSON`, error);
    }
  }

  async #answer(path: string, request: RequestInit): Promise<Response> {
    for (let tries = 0; ; tries++) {
      const again = this.#hasAnswered && tries < PAUSES.length;
      let answer: Response;
      try {
        answer = await fetch(`${this.#base}${path}`, {
          ...request,
          headers: { ...request.headers, ...this.#headers },
          signal: this.#signal,
        });
      } catch (error) {
        if (this.#signal?.aborted) throw error;
        if (!again) throw this.#silent(error);
        await setTimeout(PAUSES[tries], undefined, { signal: this.#signal });
        continue;
      }
      if (answer.ok) {
        this.#hasAnswered = true;
        return answer;
      }
      if (!again || !TRY_AGAIN.has(answer.status)) throw await this.#refusal(path, answer);
      await answer.body?.cancel();
      await setTimeout(PAUSES[tries], undefined, { signal: this.#signal });
    }
  }

  #silent(error: unknown): StoreError {
    const { cause = error } = error as { cause?: unknown };
    const { code, message } = cause as NodeJS.ErrnoException;
    return new StoreError(
      'failed',
      `${this.#base} does not answer (${code ?? message}). Is the address right, and the server running?`,
      { cause: error },
    );
  }

  async #refusal(path: string, answer: Response): Promise<StoreError> {
    const { status } = answer;
    const text = (await answer.text().catch(() => '')).slice(0, 2000);
    if (status === 401 || status === 403) {
      const hasToken = this.#headers.authorization !== undefined;
      return new StoreError(
        'invalid',
        `${this.#base} lets nobody read ${hasToken ? 'with this token or password' : 'without a token'} (${status}). Give one that it knows: --token, or MLFLOW_TRACKING_TOKEN.`,
      );
    }
    const words = messageOf(text);
    if (words === undefined) return this.#isNone(`it answered ${path} with status ${status}`);
    return new StoreError(
      status === 404 ? 'notFound' : 'failed',
      `${this.#base} answered ${path.split('?', 1)[0]} with status ${status}: ${words}`,
    );
  }

  #isNone(why: string, cause?: unknown): StoreError {
    return new StoreError(
      'notFound',
      `Expected an MLflow server at ${this.#base}, but ${why}. Is the address right?`,
      { cause },
    );
  }
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) search.set(key, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What MLflow says in its errors; undefined: it is no error of MLflow's. */
function messageOf(text: string): string | undefined {
  try {
    const { message, error_code: code } = JSON.parse(text) as Record<string, unknown>;
    return typeof message === 'string' || typeof code === 'string'
      ? String(message ?? code)
      : undefined;
  } catch {
    return undefined;
  }
}
