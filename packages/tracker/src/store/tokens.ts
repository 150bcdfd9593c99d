import { createHash, randomBytes } from 'node:crypto';
import type { TokenRole } from '../choices.js';
import type { Connection } from './connection.js';
import { StoreError } from './store-error.js';

/** A token, without the token itself, which nobody keeps. */
export interface TokenRow {
  readonly name: string;
  readonly role: TokenRole;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What all tokens begin with, so that one that lies about is known for what it is. */
const PREFIX = 'peasy_';
/** 256 bits: nothing to guess, so a plain hash of it is enough. */
const BYTES = 32;

/**
 * Makes a token.
 * @returns the token, which is not to be had again.
 * @throws StoreError when the name is taken or none.
 */
export function addToken(connection: Connection, name: string, role: TokenRole): string {
  if (!/^[\w.@ -]{1,100}$/.test(name)) {
    throw new StoreError(
      'invalid',
      `Expected a name of 1 to 100 letters, digits, spaces and . - _ @ for a token, got ${JSON.stringify(name)}.`,
    );
  }
  const token = `${PREFIX}${randomBytes(BYTES).toString('base64url')}`;
  connection.write(() => {
    const taken = connection.prepare('SELECT 1 FROM tokens WHERE name = ?').get(name);
    if (taken) {
      throw new StoreError(
        'conflict',
        `There is a token ${JSON.stringify(name)} already. Revoke it, or take another name.`,
      );
    }
    connection
      .prepare('INSERT INTO tokens (name, role, hash, created_at) VALUES (?, ?, ?, ?)')
      .run(name, role, hashOf(token), Date.now());
  });
  return token;
}

/** All tokens, by name. */
export function listTokens(connection: Connection): TokenRow[] {
  const rows = connection.attempt(() =>
    connection
      .prepare<{ name: string; role: TokenRole; created_at: number }>(
        'SELECT name, role, created_at FROM tokens ORDER BY name',
      )
      .all(),
  );
  return rows.map(({ name, role, created_at }) => ({
    ...{ name, role },
    createdAt: new Date(created_at).toISOString(),
  }));
}

/** Makes a token worth nothing, at once. @throws StoreError when there is none of that name. */
export function revokeToken(connection: Connection, name: string): void {
  const { changes } = connection.attempt(() =>
    connection.prepare('DELETE FROM tokens WHERE name = ?').run(name),
  );
  if (changes > 0) return;
  const names = listTokens(connection).map((token) => token.name);
  throw new StoreError(
    'notFound',
    `There is no token ${JSON.stringify(name)}. There ${names.length === 0 ? 'are none' : `are: ${names.join(', ')}`}.`,
  );
}

/** What a token lets do, or undefined for what is none. */
export function roleOfToken(connection: Connection, token: string): TokenRole | undefined {
  // By its hash: how long it takes to find it tells nothing of the token.
  return connection.attempt(
    () =>
      connection.prepare('SELECT role FROM tokens WHERE hash = ?').pluck().get(hashOf(token)) as
        | TokenRole
        | undefined,
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
