import { StoreError } from '../store-error.js';
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
import type { Bound, SearchConnection } from './search-connection.js';

const TEXTS: ReadonlyMap<string, string> = new Map([
  ['name', 'm.name'],
  ['model_id', 'm.id'],
  ['model_type', 'm.model_type'],
  ['status', "replace(m.status, 'LOGGED_MODEL_', '')"],
  ['source_run_id', 'm.source_run_id'],
]);
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['creation_time', 'm.created_at'],
  ['creation_timestamp', 'm.created_at'],
  ['last_updated_time', 'm.updated_at'],
  ['last_updated_timestamp', 'm.updated_at'],
]);
const KNOWN =
  'metrics.KEY, params.KEY, tags.KEY, or one of the attributes name, model_id, model_type, status, source_run_id, creation_time, last_updated_timestamp';

/** One entry of order_by. */
export interface ModelOrder {
  readonly field: string;
  readonly descending: boolean;
}

/** Which models, in which order, and which page of them. */
export interface ModelSearch {
  readonly experimentIds: readonly number[];
  readonly filter: string;
  readonly orderBy: readonly ModelOrder[];
  readonly datasets: readonly { readonly name: string; readonly digest: string | undefined }[];
  readonly limit: number;
  readonly offset: number;
}

/** Ids of the logged models outside the trash that a search finds. @throws StoreError */
export function searchLoggedModels(search: SearchConnection, query: ModelSearch): string[] {
  const where = allOf([
    ...parseFilter(query.filter).map((condition) => conditionSql(condition)),
    ...(query.datasets.length > 0 ? [onDatasets(query.datasets)] : []),
  ]);
  const order = orderSql(query.orderBy);
  return search
    .all<{ id: string }>(
      `SELECT m.id FROM logged_models m
       WHERE m.experiment_id IN (SELECT value FROM json_each(?)) AND m.trashed_at IS NULL
         AND ${where.sql}
       ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
      [
        JSON.stringify(query.experimentIds),
        ...where.values,
        ...order.values,
        query.limit,
        query.offset,
      ],
    )
    .map(({ id }) => id);
}

function conditionSql(condition: Condition): SqlPart {
  const { prefix, key } = condition.name;
  if (prefix === 'metrics' || prefix === 'metric') {
    const { sql, values } = numberCondition('value', condition);
    return {
      sql: `EXISTS (SELECT 1 FROM logged_model_metrics WHERE model_id = m.id AND key = ? AND ${sql})`,
      values: [key, ...values],
    };
  }
  if (prefix === 'params' || prefix === 'param') {
    return pairCondition('logged_model_params WHERE model_id = m.id', condition);
  }
  if (prefix === 'tags' || prefix === 'tag') {
    return pairCondition('logged_model_tags WHERE model_id = m.id', condition);
  }
  if (prefix === undefined || prefix === 'attributes' || prefix === 'attribute') {
    const number = NUMBERS.get(key);
    if (number) return numberCondition(number, condition);
    const text = TEXTS.get(key);
    if (text) return textCondition(text, condition, OPERATORS.textOrList);
  }
  throw unknownName(condition.name, KNOWN);
}

function onDatasets(datasets: ModelSearch['datasets']): SqlPart {
  const list = datasets.map(({ name, digest }) => [name, digest ?? null]);
  return {
    sql: `EXISTS (SELECT 1 FROM logged_model_metrics x
      JOIN json_each(?) AS wanted ON x.dataset_name = json_extract(wanted.value, '$[0]')
        AND coalesce(json_extract(wanted.value, '$[1]'), x.dataset_digest) = x.dataset_digest
      WHERE x.model_id = m.id)`,
    values: [JSON.stringify(list)],
  };
}

function orderSql(orderBy: readonly ModelOrder[]): SqlPart {
  const terms: string[] = [];
  const values: Bound[] = [];
  if (orderBy.length > 20) {
    throw new StoreError(
      'invalid',
      `Expected at most 20 entries of order_by, got ${orderBy.length}.`,
    );
  }
  for (const { field, descending } of orderBy) {
    const { name } = parseOrder(field);
    const way = descending ? 'DESC' : 'ASC';
    if (name.prefix === 'metrics' || name.prefix === 'metric') {
      const value = `(SELECT value FROM logged_model_metrics WHERE model_id = m.id AND key = ?
        ORDER BY step DESC, time DESC LIMIT 1)`;
      terms.push(`${value} IS NULL`, `${value} ${way}`);
      values.push(name.key, name.key);
      continue;
    }
    const isAttribute = [undefined, 'attribute', 'attributes'].includes(name.prefix);
    const column = isAttribute ? (NUMBERS.get(name.key) ?? TEXTS.get(name.key)) : undefined;
    if (!column) throw unknownName(name, KNOWN);
    terms.push(`${column} IS NULL`, `${column} ${way}`);
  }
  return { sql: [...terms, 'm.created_at DESC', 'm.id'].join(', '), values };
}
