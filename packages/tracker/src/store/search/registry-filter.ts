import type { VersionRef } from '../model-versions.js';
import {
  allOf,
  numberCondition,
  OPERATORS,
  pairCondition,
  type SqlPart,
  textCondition,
  unknownName,
} from './conditions.js';
import { type Condition, parseFilter, parseOrder } from './parse-filter.js';
import type { SearchConnection } from './search-connection.js';

/** What is asked of the registry, and which page of it. */
export interface RegistrySearch {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** What a filter and an order of one table may name. */
interface Grammar {
  readonly texts: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
  readonly tagRows: string;
  readonly known: string;
}

const MODELS: Grammar = {
  texts: new Map([['name', 'm.name']]),
  numbers: new Map([
    ['creation_timestamp', 'm.created_at'],
    ['last_updated_timestamp', 'm.updated_at'],
    ['timestamp', 'm.updated_at'],
  ]),
  tagRows: 'registered_model_tags WHERE name = m.name',
  known: 'name, creation_timestamp, last_updated_timestamp, or tags.KEY',
};

const VERSIONS: Grammar = {
  texts: new Map([
    ['name', 'v.name'],
    ['run_id', 'v.run_id'],
    ['source_path', 'v.source'],
  ]),
  numbers: new Map([
    ['version_number', 'v.version'],
    ['creation_timestamp', 'v.created_at'],
    ['last_updated_timestamp', 'v.updated_at'],
  ]),
  tagRows: 'model_version_tags WHERE name = v.name AND version = v.version',
  known:
    'name, run_id, source_path, version_number, creation_timestamp, last_updated_timestamp, or tags.KEY',
};

/** MLflow's client adds `!= 'true'` of this tag to every search, to leave prompts out: a model without the tag is none. */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** Names of the registered models that a search finds, in its order. @throws StoreError */
export function searchRegisteredModels(search: SearchConnection, query: RegistrySearch): string[] {
  const where = filterSql(MODELS, query.filter);
  const order = orderSql(MODELS, query.orderBy, ['m.name']);
  return search
    .all<{ name: string }>(
      `SELECT m.name FROM registered_models m WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      [...where.values, query.limit, query.offset],
    )
    .map(({ name }) => name);
}

/** The versions that a search finds, in its order. @throws StoreError */
export function searchModelVersions(search: SearchConnection, query: RegistrySearch): VersionRef[] {
  const where = filterSql(VERSIONS, query.filter);
  const usual = query.orderBy.length === 0 ? ['v.updated_at DESC'] : [];
  const order = orderSql(VERSIONS, query.orderBy, [...usual, 'v.name', 'v.version DESC']);
  return search.all<VersionRef>(
    `SELECT v.name, v.version FROM model_versions v WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...where.values, query.limit, query.offset],
  );
}

function filterSql(grammar: Grammar, filter: string): SqlPart {
  return allOf(parseFilter(filter).map((condition) => conditionSql(grammar, condition)));
}

function conditionSql(grammar: Grammar, condition: Condition): SqlPart {
  const { prefix, key } = condition.name;
  if (prefix === 'tag' || prefix === 'tags') {
    const part = pairCondition(grammar.tagRows, condition);
    if (key !== PROMPT_TAG || condition.operator !== '!=') return part;
    const without = pairCondition(grammar.tagRows, { ...condition, operator: 'IS NULL' });
    return {
      sql: `(${part.sql} OR ${without.sql})`,
      values: [...part.values, ...without.values],
    };
  }
  if (isAttribute(prefix)) {
    const text = grammar.texts.get(key);
    if (text) {
      const operators = key === 'run_id' ? OPERATORS.textOrList : OPERATORS.text;
      return textCondition(text, condition, operators);
    }
    const number = grammar.numbers.get(key);
    if (number) return numberCondition(number, condition);
  }
  throw unknownName(condition.name, grammar.known);
}

function orderSql(grammar: Grammar, entries: readonly string[], rest: readonly string[]): string {
  const terms = entries.slice(0, 20).map((entry) => {
    const { name, descending } = parseOrder(entry);
    const column = isAttribute(name.prefix)
      ? (grammar.texts.get(name.key) ?? grammar.numbers.get(name.key))
      : undefined;
    if (!column) throw unknownName(name, grammar.known);
    return `${column} ${descending ? 'DESC' : 'ASC'}`;
  });
  return [...terms, ...rest].join(', ');
}

function isAttribute(prefix: string | undefined): boolean {
  return prefix === undefined || ['attribute', 'attributes', 'attr'].includes(prefix);
}
