import type { ErrorRequestHandler, Response } from 'express';
import type { ApiError } from '../api/types.js';
import { StoreError, type StoreErrorCode } from '../store/store-error.js';

/** Answers with an error as the API has it. */
export function sendError(response: Response, status: number, message: string): void {
  const body: ApiError = { error: { status, message } };
  response.status(status).json(body);
}

const STATUS: Partial<Record<StoreErrorCode, number>> = {
  notFound: 404,
  ambiguous: 409,
  conflict: 409,
  invalid: 400,
  query: 400,
  locked: 503,
  readOnly: 403,
  diskFull: 507,
};

/**
 * Turns what a route threw into an answer, never with a stack: our own errors in their words, the
 * rest in general ones.
 * @param report hears of every error that is not the asker's.
 */
export function errorAnswers(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof StoreError) {
      const status = STATUS[error.code] ?? 500;
      if (status >= 500) report(error);
      return sendError(response, status, error.message);
    }
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return sendError(response, status, (error as Error).message);
    }
    report(error);
    return sendError(response, 500, 'The server failed on this request.');
  };
}
