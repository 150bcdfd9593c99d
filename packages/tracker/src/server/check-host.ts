import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { sendError } from './send-error.js';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Whether an address is this machine's own, which no other can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host.toLowerCase());
}

/**
 * Lets requests through only when they name this server as their host. A page elsewhere whose own
 * name is made to point here (DNS rebinding) names itself, and is refused.
 * @param boundHost the address that the server listens on; on 0.0.0.0 or :: every address passes, as rebinding needs a name.
 */
export function checkHost(boundHost: string): RequestHandler {
  const listensEverywhere = boundHost === '0.0.0.0' || boundHost === '::';
  const names = new Set([...LOOPBACK, boundHost.toLowerCase()]);
  return (request, response, next) => {
    const host = hostOf(request.headers.host);
    if (host && (names.has(host) || (listensEverywhere && isIP(host) !== 0))) return next();
    sendError(
      response,
      403,
      `This server answers to ${[...names].join(', ')}, and not to ${JSON.stringify(host ?? 'no host')}.`,
    );
  };
}

/** The name in a Host header, without port and brackets. */
function hostOf(header: string | undefined): string | undefined {
  if (!header || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
