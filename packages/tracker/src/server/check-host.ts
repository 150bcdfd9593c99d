import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { sendError } from './send-error.js';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Whether an address is this machine's own, which no other can reach. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host.toLowerCase());
}

/**
 * Whether a Host header names this server. A page elsewhere whose own name is made to point here (DNS
 * rebinding) names itself.
 * @param boundHost the address that the server listens on; on 0.0.0.0 or :: every address passes, as rebinding needs a name.
 */
export function isOwnHost(boundHost: string): (header: string | undefined) => boolean {
  const listensEverywhere = boundHost === '0.0.0.0' || boundHost === '::';
  const names = namesOf(boundHost);
  return (header) => {
    const host = hostOf(header);
    if (!host) return false;
    return names.has(host) || (listensEverywhere && isIP(host) !== 0);
  };
}

/** Lets requests through only when they name this server as their host; the others are refused. */
export function checkHost(boundHost: string): RequestHandler {
  const isOwn = isOwnHost(boundHost);
  const names = [...namesOf(boundHost)].join(', ');
  return (request, response, next) => {
    const { host } = request.headers;
    if (isOwn(host)) return next();
    sendError(
      response,
      403,
      `This server answers to ${names}, and not to ${JSON.stringify(hostOf(host) ?? 'no host')}.`,
    );
  };
}

function namesOf(boundHost: string): ReadonlySet<string> {
  return new Set([...LOOPBACK, boundHost.toLowerCase()]);
}

/** The name in a Host header, without port and brackets. */
function hostOf(header: string | undefined): string | undefined {
  if (!header || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
