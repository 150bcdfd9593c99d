import { StoreError } from '../store-error.js';
import type { Condition, FilterName, FilterOperator, FilterValue } from './parse-filter.js';
import type { Bound } from './search-connection.js';
import { textMatchSql } from './text-match.js';

/** SQL, and the values of its parameters in order. */
export interface SqlPart {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** The operators of each kind of comparison. */
export const OPERATORS = {
  number: ['=', '!=', '<', '<=', '>', '>='],
  text: ['=', '!=', 'LIKE', 'ILIKE'],
  textOrList: ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'],
  idOrList: ['=', '!=', 'IN', 'NOT IN'],
  textOrNull: ['=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'],
} as const satisfies Record<string, readonly FilterOperator[]>;

/** A name as it was written. */
export function shownName({ prefix, key }: FilterName): string {
  return prefix === undefined ? key : `${prefix}.${key}`;
}

/** Compares a column of numbers. @throws StoreError for an operator or a value that is not of numbers. */
export function numberCondition(column: string, { name, operator, value }: Condition): SqlPart {
  checkOperator(name, operator, OPERATORS.number);
  if (typeof value !== 'number') throw wrongValue(name, 'a number', value);
  return { sql: `${column} ${operator} ?`, values: [value] };
}

/** Compares a column of texts. @throws StoreError for an operator that is not among `operators`, or a value that is no text. */
export function textCondition(
  column: string,
  { name, operator, value }: Condition,
  operators: readonly FilterOperator[],
): SqlPart {
  checkOperator(name, operator, operators);
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') {
    return { sql: `${column} ${operator}`, values: [] };
  }
  if (operator === 'IN' || operator === 'NOT IN') {
    // One text, so that no list is too long for SQLite.
    const list = JSON.stringify(value);
    return { sql: `${column} ${operator} (SELECT value FROM json_each(?))`, values: [list] };
  }
  if (typeof value !== 'string') throw wrongValue(name, 'a quoted text', value);
  if (operator === 'LIKE' || operator === 'ILIKE') {
    const match = textMatchSql(column, value, operator === 'ILIKE');
    return { sql: match.sql, values: [match.value] };
  }
  return { sql: `${column} ${operator} ?`, values: [value] };
}

/**
 * Compares the value of a key in a table of keys and values. A row without the key fits IS NULL
 * only.
 * @param rows "tags WHERE run_id = r.id".
 */
export function pairCondition(rows: string, condition: Condition): SqlPart {
  const { name, operator } = condition;
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') {
    const not = operator === 'IS NULL' ? 'NOT ' : '';
    return { sql: `${not}EXISTS (SELECT 1 FROM ${rows} AND key = ?)`, values: [name.key] };
  }
  const { sql, values } = textCondition('value', condition, OPERATORS.textOrNull);
  return {
    sql: `EXISTS (SELECT 1 FROM ${rows} AND key = ? AND ${sql})`,
    values: [name.key, ...values],
  };
}

/** Joins conditions by AND. */
export function allOf(parts: readonly SqlPart[]): SqlPart {
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(' AND ') || '1',
    values: parts.flatMap(({ values }) => values),
  };
}

/** Says that a name is none of those that there are. */
export function unknownName(name: FilterName, known: string): StoreError {
  return new StoreError(
    'invalid',
    `Invalid filter: there is no ${JSON.stringify(shownName(name))}. Expected ${known}.`,
  );
}

function checkOperator(
  name: FilterName,
  operator: FilterOperator,
  operators: readonly FilterOperator[],
): void {
  if (operators.includes(operator)) return;
  throw new StoreError(
    'invalid',
    `Invalid filter: ${shownName(name)} is compared by ${operators.join(', ')}, and not by ${operator}.`,
  );
}

function wrongValue(name: FilterName, expected: string, value: FilterValue): StoreError {
  return new StoreError(
    'invalid',
    `Invalid filter: expected ${shownName(name)} to be compared with ${expected}, got ${JSON.stringify(value)}.`,
  );
}
