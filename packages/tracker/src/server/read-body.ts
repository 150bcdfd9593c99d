import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { StoreError } from '../store/store-error.js';

/** Parses JSON bodies of up to so much: "2mb". */
export function jsonBody(limit: string): RequestHandler {
  return express.json({ limit });
}

/** The body of a request as a schema has it. @throws StoreError naming every key that is wrong. */
export function readBody<T>(
  request: Pick<Request, 'is' | 'get' | 'body' | 'method' | 'baseUrl' | 'path'>,
  schema: z.ZodType<T>,
): T {
  if (!request.is('application/json')) {
    const came = request.get('content-type');
    throw new StoreError(
      'invalid',
      `Expected JSON with Content-Type: application/json, got ${came ? JSON.stringify(came) : 'none'}.`,
    );
  }
  const what = `The body is not what ${request.method} ${request.baseUrl}${request.path} takes`;
  return checkShape(request.body, schema, what);
}

/** A value as a schema has it. @throws StoreError that begins with `what` and names every key that is wrong. */
export function checkShape<T>(value: unknown, schema: z.ZodType<T>, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new StoreError('invalid', `${what}: ${problems.slice(0, 5).join('; ')}.`);
}
