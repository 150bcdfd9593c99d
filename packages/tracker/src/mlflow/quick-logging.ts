import type { IncomingMessage, ServerResponse } from 'node:http';
import { fieldsOf } from './fields.js';
import type { LoggingEndpoints } from './logging.js';
import { asMlflowError, MlflowError } from './mlflow-error.js';
import { isPlainJson, textOfBody } from './read-json.js';
import type { Endpoint } from './route.js';

/** Takes a request, or leaves it to the app. */
export type QuickListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Larger bodies go through the app, which also bounds how long they may take. */
const MOST_BYTES = 64 * 1024;
/** Host headers that were found to be this server's, so that each is looked at once. */
const MOST_HOSTS = 100;

/**
 * The shortest way for what training programs send all the time: a small, plain JSON body that logs
 * to a run, by a program and not by a page. Express and the checks that cannot apply to it take
 * longer than its write. Everything else is left to the app, so nothing here refuses.
 * @param isOwnHost the same check that the app makes.
 * @param report hears of every error that is not the asker's own.
 */
export function quickLogging(
  endpoints: LoggingEndpoints,
  isOwnHost: (header: string | undefined) => boolean,
  report: (error: unknown) => void,
): QuickListener {
  const byUrl = new Map(
    Object.entries(endpoints).map(([path, endpoint]) => [`/api/2.0/mlflow${path}`, endpoint]),
  );
  const hosts = new Set<string>();
  const isOwn = (host: string | undefined) => {
    if (host !== undefined && hosts.has(host)) return true;
    if (!isOwnHost(host)) return false;
    if (hosts.size < MOST_HOSTS) hosts.add(host!);
    return true;
  };
  return (request, response) => {
    const endpoint = request.method === 'POST' && byUrl.get(request.url ?? '');
    if (!endpoint) return false;
    const { headers } = request;
    const isFromPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
    if (isFromPage || !isOwn(headers.host) || !isPlainJson(request, MOST_BYTES)) return false;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(endpoint, parts, { response, report }));
    return true;
  };
}

async function answer(
  endpoint: Endpoint,
  parts: readonly Buffer[],
  to: { readonly response: ServerResponse; readonly report: (error: unknown) => void },
): Promise<void> {
  const { response, report } = to;
  try {
    send(response, 200, await endpoint(fieldsOf(parsed(parts)), {}));
  } catch (error) {
    const told = asMlflowError(error);
    if (told.status >= 500 && told.code !== 'NOT_IMPLEMENTED') report(error);
    send(response, told.status, told);
  }
}

function parsed(parts: readonly Buffer[]): unknown {
  try {
    return JSON.parse(textOfBody(parts));
  } catch (error) {
    throw new MlflowError('BAD_REQUEST', `The body is no JSON: ${(error as Error).message}`);
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
