import type { RequestHandler } from 'express';
import { sendError } from './send-error.js';

/**
 * Cuts off a request whose body does not come to its end: all but an upload, which may take hours as
 * long as something comes.
 */
export function limitBodyTime(milliseconds: number): RequestHandler {
  return (request, response, next) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined ||
      Number(request.headers['content-length'] ?? 0) > 0;
    if (!hasBody || request.method === 'PUT') return next();
    const timer = setTimeout(() => {
      if (request.complete) return;
      response.setHeader('Connection', 'close');
      if (!response.headersSent) {
        sendError(response, 408, `The body did not come within ${milliseconds / 1000} s.`);
      }
      response.once('close', () => request.socket.destroy());
    }, milliseconds).unref();
    request.once('close', () => clearTimeout(timer));
    response.once('close', () => clearTimeout(timer));
    next();
  };
}
