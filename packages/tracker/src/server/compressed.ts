import compression from 'compression';
import type { RequestHandler } from 'express';

/**
 * Compresses what travels to other machines and gets smaller by it: the page's files, JSON, text. On
 * one machine it would cost more time than it saves.
 */
export function compressed(): RequestHandler {
  return compression({
    filter: (request, response) => {
      const type = String(response.getHeader('Content-Type') ?? '');
      // Events are sent one by one, and a part of a file is a part of the file as it is.
      if (type.startsWith('text/event-stream') || response.statusCode === 206) return false;
      return compression.filter(request, response);
    },
  });
}
