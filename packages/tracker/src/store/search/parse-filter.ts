import { filterError, type Token, tokenizeFilter } from './tokenize-filter.js';

/** The name at the left of a comparison: `metrics.loss` has the prefix "metrics" and the key "loss". */
export interface FilterName {
  readonly prefix: string | undefined;
  readonly key: string;
}

/** The comparisons that filters know. */
export const FILTER_OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'LIKE',
  'ILIKE',
  'IN',
  'NOT IN',
  'IS NULL',
  'IS NOT NULL',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** What a name is compared with: a number, a text, a list of texts, or nothing for IS NULL. */
export type FilterValue = number | string | readonly string[] | null;

/** One comparison of a filter. */
export interface Condition {
  readonly name: FilterName;
  readonly operator: FilterOperator;
  readonly value: FilterValue;
}

/** What a list is ordered by. */
export interface Order {
  readonly name: FilterName;
  readonly descending: boolean;
}

/** More comparisons than this make SQL that SQLite refuses. */
const MOST_CONDITIONS = 200;

/**
 * Reads `comparison (AND comparison)*`: no OR, and no brackets but those of a list.
 * @returns the comparisons; none for an empty filter.
 * @throws StoreError saying what was expected where.
 */
export function parseFilter(filter: string): Condition[] {
  const tokens = new Tokens(filter);
  if (tokens.atEnd) return [];
  const conditions = [conditionFrom(tokens)];
  while (!tokens.atEnd) {
    if (!tokens.takeKeyword('AND')) throw tokens.expected('AND');
    if (conditions.length >= MOST_CONDITIONS) {
      throw tokens.expected(`at most ${MOST_CONDITIONS} comparisons`);
    }
    conditions.push(conditionFrom(tokens));
  }
  return conditions;
}

/** Reads one entry of order_by: a name, and ASC or DESC. @throws StoreError */
export function parseOrder(text: string): Order {
  const tokens = new Tokens(text);
  const name = nameFrom(tokens);
  const descending = tokens.takeKeyword('DESC');
  if (!descending) tokens.takeKeyword('ASC');
  if (!tokens.atEnd) throw tokens.expected('ASC, DESC or its end');
  return { name, descending };
}

function conditionFrom(tokens: Tokens): Condition {
  const name = nameFrom(tokens);
  const sign = tokens.take('operator');
  if (sign) return { name, operator: sign.text as FilterOperator, value: scalarFrom(tokens) };
  if (tokens.takeKeyword('LIKE')) return { name, operator: 'LIKE', value: textFrom(tokens) };
  if (tokens.takeKeyword('ILIKE')) return { name, operator: 'ILIKE', value: textFrom(tokens) };
  if (tokens.takeKeyword('IN')) return { name, operator: 'IN', value: listFrom(tokens) };
  if (tokens.takeKeyword('NOT')) {
    if (!tokens.takeKeyword('IN')) throw tokens.expected('IN after NOT');
    return { name, operator: 'NOT IN', value: listFrom(tokens) };
  }
  if (tokens.takeKeyword('IS')) {
    const operator = tokens.takeKeyword('NOT') ? 'IS NOT NULL' : 'IS NULL';
    if (!tokens.takeKeyword('NULL')) throw tokens.expected('NULL');
    return { name, operator, value: null };
  }
  throw tokens.expected('an operator');
}

function nameFrom(tokens: Tokens): FilterName {
  const quoted = tokens.take('backticked') ?? tokens.take('text');
  if (quoted) return { prefix: undefined, key: quoted.text };
  const word = tokens.take('word');
  if (!word) throw tokens.expected('a name, such as metrics.loss or attributes.status');
  // MLflow calls it "run name" too.
  if (/^run$/i.test(word.text) && tokens.takeKeyword('NAME')) {
    return { prefix: undefined, key: 'run_name' };
  }
  const dot = word.text.indexOf('.');
  if (dot < 0) return { prefix: undefined, key: word.text };
  const prefix = word.text.slice(0, dot);
  const key = word.text.slice(dot + 1);
  if (key !== '') return { prefix, key };
  const joined = tokens.takeJoined();
  if (!joined) throw tokens.expected('a key after the dot');
  return { prefix, key: joined.text };
}

function scalarFrom(tokens: Tokens): number | string {
  const number = tokens.take('number');
  if (number) return Number(number.text);
  return textFrom(tokens, 'a number or a quoted text');
}

function textFrom(tokens: Tokens, expected = 'a quoted text'): string {
  const text = tokens.take('text');
  if (!text) throw tokens.expected(expected);
  return text.text;
}

function listFrom(tokens: Tokens): string[] {
  if (!tokens.takeSign('(')) throw tokens.expected('a list in brackets');
  const texts = [textFrom(tokens)];
  while (tokens.takeSign(',')) {
    // MLflow's own client writes ('a',) for a list of one.
    if (tokens.isSign(')')) break;
    texts.push(textFrom(tokens));
  }
  if (!tokens.takeSign(')')) throw tokens.expected('"," or ")"');
  return texts;
}

/** The pieces of a filter, taken one after the other. */
class Tokens {
  readonly #filter: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(filter: string) {
    this.#filter = filter;
    this.#tokens = tokenizeFilter(filter);
  }

  get atEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  take(kind: Token['kind']): Token | undefined {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind) return undefined;
    this.#next++;
    return token;
  }

  takeKeyword(keyword: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== keyword) return false;
    this.#next++;
    return true;
  }

  /** A quoted key that follows its prefix at once. */
  takeJoined(): Token | undefined {
    const token = this.#tokens[this.#next];
    return token?.joined ? (this.take('backticked') ?? this.take('text')) : undefined;
  }

  isSign(sign: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === 'sign' && token.text === sign;
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.#next++;
    return true;
  }

  expected(what: string): Error {
    return filterError(this.#filter, this.#tokens[this.#next]?.at ?? this.#filter.length, what);
  }
}
