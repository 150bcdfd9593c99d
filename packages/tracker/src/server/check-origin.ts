import type { RequestHandler } from 'express';
import { sendError } from './send-error.js';

/**
 * Refuses writes that a page of another site asks for in a visitor's browser: what is no browser
 * sends no Origin, and our own page names this server as its own.
 */
export function checkOrigin(): RequestHandler {
  return (request, response, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return next();
    const { origin, host } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const isForeign =
      (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) ||
      site === 'cross-site' ||
      site === 'same-site';
    if (!isForeign) return next();
    return sendError(
      response,
      403,
      `Writes are taken from this server's own page and from programs, not from a page of ${origin ?? 'another site'}.`,
    );
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : undefined;
}
