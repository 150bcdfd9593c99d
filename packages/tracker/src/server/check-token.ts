import type { Request, RequestHandler } from 'express';
import { TOKEN_ROLES, type TokenRole } from '../choices.js';
import { sendError } from './send-error.js';

const COOKIE = 'peasy_token';
const COOKIE_DAYS = 30;
/** Answers to anyone: that it lives. */
const OPEN = /^\/(health|version)$/;
/** What is asked by POST and changes nothing. */
const ASKING = /\/(search|search-datasets|get-history-bulk-interval)$|^\/api\/query$/;
/** What decides over everybody's runs in Peasy's own API. */
const RULING = /^\/api\/(runs\/[^/]+\/trash|trash\/purge|bulk\/trash|prune|retention)$/;
/** What is deleted for others too, not a mark of one's own such as a tag. */
const DELETING =
  /\/(runs|experiments)\/delete$|\/(logged-models|registered-models|model-versions)\//;

/**
 * Lets in who brings a token whose role is enough: `Authorization: Bearer TOKEN` (MLflow's client
 * sends MLFLOW_TRACKING_TOKEN so, and user and password likewise in Basic), or the page's cookie,
 * which a visit with `?token=TOKEN` sets.
 * @param roleOf what a token lets do, or undefined.
 */
export function checkToken(roleOf: (token: string) => TokenRole | undefined): RequestHandler {
  return (request, response, next) => {
    if (OPEN.test(request.path)) return next();
    const visited = visitToken(request);
    if (visited !== undefined && roleOf(visited) !== undefined) {
      response.cookie(COOKIE, visited, {
        ...{ httpOnly: true, sameSite: 'strict', path: '/' },
        maxAge: COOKIE_DAYS * 24 * 3600 * 1000,
      });
      // So that the token does not stay in the address, which is kept and shown.
      return response.redirect(303, request.path);
    }
    const token = visited ?? headerToken(request) ?? cookieToken(request);
    const role = token === undefined ? undefined : roleOf(token);
    if (role === undefined) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="peasy"');
      return sendError(
        response,
        401,
        token === undefined
          ? 'This server is open to other machines and wants a token: Authorization: Bearer TOKEN (MLFLOW_TRACKING_TOKEN for MLflow), or ?token=TOKEN for the page. "peasy token add NAME" makes one.'
          : 'This token is not, or no longer, one of this server\'s. "peasy token list" says which there are.',
      );
    }
    const needed = neededRole(request);
    if (TOKEN_ROLES.indexOf(role) >= TOKEN_ROLES.indexOf(needed)) return next();
    return sendError(
      response,
      403,
      `This takes a token of role ${needed}, and this one's is ${role}.`,
    );
  };
}

function neededRole({ method, path: asked }: Request): TokenRole {
  // The router takes /API/Trash/Purge/ for the same address.
  const path = asked.toLowerCase().replace(/\/+$/, '');
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return 'read';
  if (method === 'POST' && ASKING.test(path)) return 'read';
  if (RULING.test(path)) return 'admin';
  const deletes = method === 'DELETE' && !/\/(tags|delete-tag|alias)\b/.test(path);
  if (DELETING.test(path) && (deletes || path.endsWith('/delete'))) return 'admin';
  return 'write';
}

function visitToken({ method, query }: Request): string | undefined {
  return method === 'GET' && typeof query.token === 'string' ? query.token : undefined;
}

function headerToken({ headers }: Request): string | undefined {
  const [, kind, value] = /^(Bearer|Basic) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (kind === undefined) return undefined;
  if (kind.toLowerCase() === 'bearer') return value;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
  return password;
}

function cookieToken({ headers }: Request): string | undefined {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE) return value;
  }
  return undefined;
}
