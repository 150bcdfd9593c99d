import {
  allOf,
  numberCondition,
  OPERATORS,
  pairCondition,
  type SqlPart,
  textCondition,
  unknownName,
} from './conditions.js';
import { type Condition, type FilterName, parseFilter, parseOrder } from './parse-filter.js';

const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['creation_time', 'e.created_at'],
  ['last_update_time', 'coalesce(e.updated_at, e.created_at)'],
]);
const KNOWN = 'name, experiment_id, creation_time, last_update_time, or tags.KEY';

/** Reads a filter of experiments to SQL over `experiments AS e`. @throws StoreError for what is not in the grammar. */
export function experimentFilterSql(filter: string): SqlPart {
  return allOf(parseFilter(filter).map(conditionSql));
}

function conditionSql(condition: Condition): SqlPart {
  const { name } = condition;
  if (name.prefix === 'tag' || name.prefix === 'tags') {
    return pairCondition('experiment_tags WHERE experiment_id = e.id', condition);
  }
  const key = attributeOf(name);
  const number = NUMBERS.get(key);
  if (number) return numberCondition(number, condition);
  if (key === 'name') return textCondition('e.name', condition, OPERATORS.text);
  return textCondition('CAST(e.id AS TEXT)', condition, OPERATORS.idOrList);
}

/** Reads order_by of experiments; newest first where it says nothing. @throws StoreError */
export function experimentOrderSql(entries: readonly string[]): string {
  const terms = entries.slice(0, 20).map((entry) => {
    const { name, descending } = parseOrder(entry);
    const key = attributeOf(name);
    const column = NUMBERS.get(key) ?? (key === 'name' ? 'e.name' : 'e.id');
    return `${column} ${descending ? 'DESC' : 'ASC'}`;
  });
  if (terms.length === 0) terms.push('e.created_at DESC');
  return [...terms, 'e.id'].join(', ');
}

function attributeOf({ prefix, key }: FilterName): string {
  const known = NUMBERS.has(key) || key === 'name' || key === 'experiment_id';
  if (known && (prefix === undefined || ['attribute', 'attributes', 'attr'].includes(prefix))) {
    return key;
  }
  throw unknownName({ prefix, key }, KNOWN);
}
