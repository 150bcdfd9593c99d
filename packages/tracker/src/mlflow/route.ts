import type { Request, Response, Router } from 'express';
import { type Fields, fieldsOf } from './fields.js';
import { invalid } from './mlflow-error.js';

/** What a route answers with; fields that are undefined are left out. */
export type Answer = Readonly<Record<string, unknown>>;

/** Answers a request from its fields. Names of the address (`:id`) are in `names`. */
export type Endpoint = (fields: Fields, names: Readonly<Record<string, string>>) => Answer;

/** Adds a route whose fields are in the query for GET, and in a JSON body for all others. */
export function route(
  router: Router,
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string | string[],
  endpoint: Endpoint,
): void {
  router[method](path, (request: Request, response: Response) => {
    const names = request.params as Record<string, string>;
    response.json(endpoint(fieldsOfRequest(request), names));
  });
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
