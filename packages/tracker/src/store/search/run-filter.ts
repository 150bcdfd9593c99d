import { StoreError } from '../store-error.js';
import {
  allOf,
  numberCondition,
  OPERATORS,
  pairCondition,
  type SqlPart,
  shownName,
  textCondition,
  unknownName,
} from './conditions.js';
import { type Condition, type FilterName, parseFilter, parseOrder } from './parse-filter.js';
import type { Bound } from './search-connection.js';
import { NATURAL_KEY } from './text-match.js';

/** What a name of a filter of runs means, by its prefix; no prefix: an attribute. */
const KINDS: Readonly<
  Record<string, 'metric' | 'best' | 'min' | 'max' | 'param' | 'tag' | 'attribute' | 'dataset'>
> = {
  best: 'best',
  min: 'min',
  max: 'max',
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
};

/** The columns of a metric's summary, by what a name asks of it. */
const SUMMARY_COLUMNS = {
  metric: 'last_value',
  best: 'best_value',
  min: 'min_value',
  max: 'max_value',
} as const;

/** Other spellings of attributes. */
const ALIASES: Readonly<Record<string, string>> = {
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
  created: 'start_time',
  Created: 'start_time',
};

const RUN_NAME =
  "coalesce((SELECT value FROM tags WHERE run_id = r.id AND key = 'mlflow.runName'), r.name)";
const STATUS =
  "CASE r.status WHEN 'running' THEN iif(r.is_scheduled, 'SCHEDULED', 'RUNNING') WHEN 'finished' THEN 'FINISHED' WHEN 'failed' THEN 'FAILED' ELSE 'KILLED' END";
const ARTIFACT_URI =
  "rtrim(coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.id), '/') || '/' || r.id || '/artifacts'";

const TEXT_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['run_id', 'r.id'],
  ['run_name', RUN_NAME],
  ['status', STATUS],
  ['artifact_uri', ARTIFACT_URI],
  ['user_id', 'r.user_id'],
  ['config', 'r.config'],
  ['engine', 'r.engine'],
  ['device', 'r.device'],
  ['dataset', 'r.dataset'],
  ['experiment', 'e.name'],
  ['name', 'r.name'],
]);
const NUMBER_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['start_time', 'r.started_at'],
  ['end_time', 'r.ended_at'],
  ['epochs', 'r.epochs'],
  ['parameters', 'r.parameters'],
  ['multiply_adds', 'r.multiply_adds'],
  ['seconds', '(r.earlier_ms + coalesce(r.ended_at, r.heartbeat_at) - r.resumed_at) / 1000.0'],
]);
/** Texts that a run of another program may lack; MLflow knows none of them. */
const MAY_BE_MISSING = new Set(['config', 'engine', 'device', 'dataset']);
/** Texts that are ordered with their numbers as numbers. */
const NATURAL = new Set(['name', 'config', 'dataset', 'engine', 'device', 'experiment']);
const DATASET_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['name', 'd.name'],
  ['digest', 'd.digest'],
  ['context', 'u.context'],
]);
const KNOWN =
  'metrics.KEY, best.KEY, min.KEY, max.KEY, params.KEY, tags.KEY, datasets.name, datasets.digest, datasets.context, or one of the attributes run_id, run_name, status, artifact_uri, user_id, start_time, end_time, name, experiment, config, dataset, engine, device, epochs, parameters, multiply_adds, seconds';

/** Reads a filter of runs to SQL over `runs AS r` and `experiments AS e`. @throws StoreError for what is not in the grammar. */
export function runFilterSql(filter: string): SqlPart {
  return allOf(parseFilter(filter).map(conditionSql));
}

function conditionSql(condition: Condition): SqlPart {
  const { name } = condition;
  const kind = kindOf(name);
  switch (kind) {
    case 'metric':
    case 'best':
    case 'min':
    case 'max':
      return metricCondition(condition, SUMMARY_COLUMNS[kind]);
    case 'param':
      return pairCondition('params WHERE run_id = r.id', condition);
    case 'tag':
      return pairCondition('tags WHERE run_id = r.id', condition);
    case 'dataset':
      return datasetCondition(condition);
    case 'attribute':
      return attributeCondition(condition);
  }
}

/** A metric by a value of its summary. NaN, which is NULL, is unequal to every number, and neither above nor below it. */
function metricCondition(condition: Condition, column: string): SqlPart {
  const { sql, values } = numberCondition(`m.${column}`, condition);
  const orNaN = condition.operator === '!=' ? `(m.${column} IS NULL OR ${sql})` : sql;
  return {
    sql: `EXISTS (SELECT 1 FROM metric_series s JOIN metric_summaries m ON m.series_id = s.id
      WHERE s.run_id = r.id AND s.key = ? AND ${orNaN})`,
    values: [condition.name.key, ...values],
  };
}

function datasetCondition(condition: Condition): SqlPart {
  const column = DATASET_COLUMNS.get(condition.name.key);
  if (!column) throw unknownName(condition.name, KNOWN);
  const { sql, values } = textCondition(column, condition, OPERATORS.textOrList);
  return {
    sql: `EXISTS (SELECT 1 FROM run_datasets u JOIN datasets d ON d.id = u.dataset_id
      WHERE u.run_id = r.id AND ${sql})`,
    values,
  };
}

function attributeCondition(condition: Condition): SqlPart {
  const key = attributeOf(condition.name);
  const number = NUMBER_ATTRIBUTES.get(key);
  if (number) return numberCondition(number, condition);
  const operators =
    key === 'run_id'
      ? OPERATORS.textOrList
      : MAY_BE_MISSING.has(key)
        ? OPERATORS.textOrNull
        : OPERATORS.text;
  return textCondition(TEXT_ATTRIBUTES.get(key)!, condition, operators);
}

function kindOf(name: FilterName) {
  if (name.prefix === undefined) return 'attribute';
  const kind = Object.hasOwn(KINDS, name.prefix) ? KINDS[name.prefix] : undefined;
  if (kind) return kind;
  throw unknownName(name, KNOWN);
}

function attributeOf(name: FilterName): string {
  const key = Object.hasOwn(ALIASES, name.key) ? ALIASES[name.key] : name.key;
  if (TEXT_ATTRIBUTES.has(key) || NUMBER_ATTRIBUTES.has(key)) return key;
  throw unknownName(name, KNOWN);
}

/**
 * What runs are grouped by, as order_by takes it: the SQL of its value, over its own joins.
 * @throws StoreError for what has a value of its own for almost every run.
 */
export function runGroupSql(by: string): RunOrder & { readonly value: string } {
  const { name } = parseOrder(by);
  const kind = kindOf(name);
  const isText = kind === 'attribute' && TEXT_ATTRIBUTES.has(attributeOf(name));
  if (!isText && kind !== 'param' && kind !== 'tag') {
    throw new StoreError(
      'invalid',
      `Runs are not grouped by ${shownName(name)}: expected params.KEY, tags.KEY, or one of the attributes ${[...TEXT_ATTRIBUTES.keys()].join(', ')}.`,
    );
  }
  const value = isText ? TEXT_ATTRIBUTES.get(attributeOf(name))! : 't0.value';
  return { ...runOrderSql([by]), value };
}

/** A metric's value, over the summary `m`: its key, and the SQL. @throws StoreError for what is no metric. */
export function metricSql(metric: string): { readonly key: string; readonly value: string } {
  const { name } = parseOrder(metric);
  const kind = kindOf(name);
  if (isMetric(kind)) return { key: name.key, value: `m.${SUMMARY_COLUMNS[kind]}` };
  throw new StoreError(
    'invalid',
    `Expected metric to be metrics.KEY, best.KEY, min.KEY or max.KEY, got ${JSON.stringify(metric)}.`,
  );
}

function isMetric(kind: string): kind is keyof typeof SUMMARY_COLUMNS {
  return Object.hasOwn(SUMMARY_COLUMNS, kind);
}

function numberOf(table: string, way: string): string {
  return `CASE ${table}.kind WHEN 'number' THEN CAST(${table}.value AS REAL) END ${way}`;
}

/** Tables to join, and the terms of ORDER BY. */
export interface RunOrder {
  readonly joins: string;
  readonly joinValues: readonly Bound[];
  readonly terms: string;
}

/** Each entry of order_by may join two tables, and SQLite joins 64. */
const MOST_ORDERS = 25;

/**
 * Reads order_by to SQL: missing values last both ways, NaN before them, and always a total order,
 * which paging needs.
 * @throws StoreError
 */
export function runOrderSql(entries: readonly string[]): RunOrder {
  if (entries.length > MOST_ORDERS) {
    throw new StoreError(
      'invalid',
      `Expected at most ${MOST_ORDERS} entries of order_by, got ${entries.length}.`,
    );
  }
  const joins: string[] = [];
  const joinValues: Bound[] = [];
  const terms: string[] = [];
  let byStart = false;
  for (const [index, entry] of entries.entries()) {
    const { name, descending } = parseOrder(entry);
    const way = descending ? 'DESC' : 'ASC';
    const kind = kindOf(name);
    if (kind === 'attribute') {
      const key = attributeOf(name);
      const column = NUMBER_ATTRIBUTES.get(key) ?? TEXT_ATTRIBUTES.get(key)!;
      byStart ||= key === 'start_time';
      terms.push(
        `${column} IS NULL`,
        `${NATURAL.has(key) ? `${NATURAL_KEY}(${column})` : column} ${way}`,
      );
    } else if (isMetric(kind)) {
      joins.push(
        `LEFT JOIN metric_series s${index} ON s${index}.run_id = r.id AND s${index}.key = ?
         LEFT JOIN metric_summaries m${index} ON m${index}.series_id = s${index}.id`,
      );
      joinValues.push(name.key);
      const value = `m${index}.${SUMMARY_COLUMNS[kind]}`;
      terms.push(`m${index}.series_id IS NULL`, `${value} IS NULL`, `${value} ${way}`);
    } else if (kind === 'dataset') {
      throw new StoreError(
        'invalid',
        `Runs are not ordered by ${shownName(name)}: expected metrics, params, tags or attributes.`,
      );
    } else {
      const table = kind === 'param' ? 'params' : 'tags';
      joins.push(`LEFT JOIN ${table} t${index} ON t${index}.run_id = r.id AND t${index}.key = ?`);
      joinValues.push(name.key);
      terms.push(`t${index}.value IS NULL`);
      // Numbers that were logged as such come in their order; clients of MLflow log texts.
      if (kind === 'param') terms.push(numberOf(`t${index}`, way));
      terms.push(`t${index}.value ${way}`);
    }
  }
  if (!byStart) terms.push('r.started_at DESC');
  terms.push('r.id');
  return { joins: joins.join('\n'), joinValues, terms: terms.join(', ') };
}
