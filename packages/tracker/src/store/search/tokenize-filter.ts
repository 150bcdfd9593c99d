import { StoreError } from '../store-error.js';

/** A piece of a filter, and where it begins. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'backticked' | 'operator' | 'sign';
  /** Without its quotes. */
  readonly text: string;
  readonly at: number;
  /** No space before it: `metrics."a b"` is one name. */
  readonly joined: boolean;
}

const PATTERNS: readonly [Token['kind'], RegExp][] = [
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy],
  ['word', /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.]*/uy],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/uy],
  ['backticked', /`[^`]+`/uy],
  ['operator', /[<>!]=|[=<>]/uy],
  ['sign', /[(),]/uy],
];
const SPACE = /\s*/uy;

/** Longest filter that is read, in characters. */
const LONGEST = 100_000;

/** Splits a filter into its pieces. @throws StoreError where a character begins none. */
export function tokenizeFilter(filter: string): Token[] {
  if (filter.length > LONGEST) {
    throw new StoreError(
      'invalid',
      `Invalid filter: expected at most ${LONGEST} characters, got ${filter.length}.`,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    const spaces = SPACE.exec(filter)![0].length;
    const start = at + spaces;
    if (start >= filter.length) return tokens;
    const token = tokenAt(filter, start, spaces === 0 && at > 0);
    tokens.push(token.token);
    at = token.end;
  }
}

function tokenAt(filter: string, at: number, joined: boolean): { token: Token; end: number } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(filter)?.[0];
    if (found === undefined) continue;
    return {
      token: { kind, text: withoutQuotes(kind, found), at, joined },
      end: at + found.length,
    };
  }
  throw filterError(filter, at, 'a name, a value or an operator');
}

function withoutQuotes(kind: Token['kind'], found: string): string {
  if (kind === 'backticked') return found.slice(1, -1);
  if (kind !== 'text') return found;
  const quote = found[0];
  return found.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Says what was expected at a place of a filter, and what is there. */
export function filterError(filter: string, at: number, expected: string): StoreError {
  const rest = filter.slice(at);
  const got =
    rest === '' ? 'its end' : JSON.stringify(rest.length > 40 ? `${rest.slice(0, 40)}...` : rest);
  const shown = filter.length > 200 ? `${filter.slice(0, 200)}...` : filter;
  return new StoreError(
    'invalid',
    `Invalid filter ${JSON.stringify(shown)}: expected ${expected} at character ${at + 1}, got ${got}.`,
  );
}
