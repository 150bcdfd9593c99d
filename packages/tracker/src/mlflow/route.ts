import type { Request, Response, Router } from 'express';
import { type Fields, fieldsOf } from './fields.js';
import { invalid } from './mlflow-error.js';

/** What a route answers with; fields that are undefined are left out. */
export type Answer = Readonly<Record<string, unknown>>;

/** Answers a request from its fields. Names of the address (`:id`) are in `names`. */
export type Endpoint = (
  fields: Fields,
  names: Readonly<Record<string, string>>,
) => Answer | Promise<Answer>;

/** Adds a route whose fields are in the query for GET, and in a JSON body for all others. */
export function route(
  router: Router,
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string | string[],
  endpoint: Endpoint,
): void {
  router[method](path, (request: Request, response: Response) => {
    const names = request.params as Record<string, string>;
    const answer = endpoint(fieldsOfRequest(request), names);
    if (!(answer instanceof Promise)) return sendJson(response, answer);
    // The router hears of a rejection.
    return answer.then((late) => sendJson(response, late));
  });
}

/** As Express' own, but for the ETag, which nobody asks about and which takes longer than the rest. */
function sendJson(response: Response, answer: Answer): void {
  const text = JSON.stringify(answer);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

function fieldsOfRequest(request: Request): Fields {
  if (request.method === 'GET') return fieldsOf({ ...request.query });
  // Only JSON: a page elsewhere cannot send that without asking first.
  if (hasBody(request) && !request.is('application/json')) {
    throw invalid(
      `Expected Content-Type: application/json, got ${JSON.stringify(request.get('content-type') ?? 'none')}.`,
    );
  }
  return fieldsOf(request.body);
}

function hasBody(request: Request): boolean {
  return (
    request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
  );
}
