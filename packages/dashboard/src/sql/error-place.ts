/** Where in a query something is wrong: from the first letter to the one before `end`; line and column from 1. */
export interface ErrorPlace {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** How SQLite names what it stumbled over. */
const NAMED = [
  /near "(.+)": syntax error/s,
  /no such (?:column|table|function): ([^.\s]+(?:\.[^.\s]+)*)/,
  /ambiguous column name: ([^\s]+?)\.?$/,
  /unrecognized token: "(.+)"/s,
];

/** Finds what SQLite names in the query; undefined where it names nothing, or what stands there more than once. */
export function errorPlace(sql: string, message: string): ErrorPlace | undefined {
  const named = NAMED.map((pattern) => pattern.exec(message)?.[1]).find((word) => word);
  if (named === undefined) {
    return /incomplete input/.test(message) ? placeAt(sql, sql.trimEnd().length, 0) : undefined;
  }
  const word = named.replace(/[.]$/, '');
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A name is not found within a longer one.
  const pattern = /^\w.*\w$|^\w$/s.test(word) ? `(?<!\\w)${escaped}(?!\\w)` : escaped;
  const found = [...sql.matchAll(new RegExp(pattern, 'g'))];
  return found.length === 1 ? placeAt(sql, found[0].index, word.length) : undefined;
}

function placeAt(sql: string, start: number, length: number): ErrorPlace {
  const before = sql.slice(0, start).split('\n');
  return { start, end: start + length, line: before.length, column: before.at(-1)!.length + 1 };
}
