import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { QueryAnswer } from '../api/types.js';
import type { SqlParams } from './answer-query.js';
import type { QueryReply, QueryTask } from './query-wire.js';
import { StoreError, type StoreErrorCode } from './store-error.js';

/** Queries of one server that run at once. */
const MOST_AT_ONCE = 4;
/** A program starts in a tenth of a second, on a machine that is not starved. */
const START_MS = 20_000;
/** Of an answer's values. */
const MOST_BYTES = 16 * 2 ** 20;

/** A query and its bounds. */
export interface SeparateQuery {
  readonly file: string;
  readonly sql: string;
  readonly params: SqlParams;
  readonly maxRows: number;
  readonly timeoutMs: number;
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * Answers SQL statements that read, each in a process of its own: a query that computes for long
 * keeps nothing else from its turn, and can be ended, which SQLite within this process cannot.
 */
export class SeparateQueries {
  readonly #running = new Set<ChildProcess>();

  /** @throws StoreError with SQLite's words, or saying that it took too long or that too many run. */
  async answer(query: SeparateQuery): Promise<QueryAnswer> {
    if (this.#running.size >= MOST_AT_ONCE) {
      throw new StoreError(
        'locked',
        `${MOST_AT_ONCE} queries run already. Try again when one of them has ended.`,
      );
    }
    const begin = performance.now();
    const { file, sql, params, maxRows, timeoutMs, signal } = query;
    const child = startProgram();
    this.#running.add(child);
    const end = () => child.kill('SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    const options = { params, maxRows, maxBytes: MOST_BYTES };
    const task: QueryTask = { file, sql, options, timeoutMs };
    try {
      const reply = await replyOf(child, task);
      if ('code' in reply) throw new StoreError(reply.code, reply.message);
      return { ...reply, maxRows, milliseconds: Math.round(performance.now() - begin) };
    } finally {
      signal.removeEventListener('abort', end);
      end();
      this.#running.delete(child);
    }
  }
}

function startProgram(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const program = new URL(`./query-program.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const source = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(fileURLToPath(program), {
    execArgv: [
      '--max-old-space-size=256',
      ...(fromSource ? ['--import', source(), '--conditions=@peasy/source'] : []),
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** The program answers once when it has started, and once with what it found. */
function replyOf(child: ChildProcess, task: QueryTask): Promise<QueryReply> {
  const { timeoutMs } = task;
  return new Promise<QueryReply>((resolve, reject) => {
    const fail = (code: StoreErrorCode, words: string, cause?: unknown) =>
      reject(new StoreError(code, words, { cause }));
    const tooLong = `The query took longer than ${timeoutMs} ms and was ended. Narrow it, or give it more time.`;
    let timer = setTimeout(
      () => fail('locked', 'The query could not be started in time.'),
      START_MS,
    );
    child.once('message', () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail('query', tooLong), timeoutMs);
      child.once('message', (reply: QueryReply) => resolve(reply));
      child.send(task, () => {});
    });
    child.once('error', (cause) => fail('failed', 'The query could not be started.', cause));
    child.once('exit', () => {
      clearTimeout(timer);
      fail('query', 'The query was ended: it needed more memory than one may have.');
    });
  });
}
