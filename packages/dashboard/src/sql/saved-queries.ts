/** A query by its name. */
export interface SavedQuery {
  readonly name: string;
  readonly sql: string;
}

const KEY = 'peasy.queries';

/** Queries to begin with. */
export const EXAMPLES: readonly SavedQuery[] = [
  {
    name: 'Best runs',
    sql: `SELECT run, part, n, epoch,
  round(low, 3) AS low, round(high, 3) AS high, round(accuracy, 3) AS accuracy
FROM accuracies
WHERE taken = 'best'
ORDER BY accuracy DESC`,
  },
  {
    name: 'One curve',
    sql: `SELECT p.epoch, p.value
FROM metric_points p
WHERE p.key = 'valAccuracy'
  AND p.run_id = (SELECT id FROM runs_overview ORDER BY started_at DESC LIMIT 1)
ORDER BY p.step`,
  },
  {
    name: 'What differs between the two newest runs',
    sql: `WITH newest AS (
  SELECT id, row_number() OVER (ORDER BY started_at DESC) AS place FROM runs_overview
)
SELECT a.key, a.value AS newest, b.value AS before
FROM params_long a
JOIN params_long b ON b.key = a.key
JOIN newest x ON x.place = 1 AND x.id = a.run_id
JOIN newest y ON y.place = 2 AND y.id = b.run_id
WHERE a.value IS NOT b.value`,
  },
];

/** Queries that were saved in this browser, by name. */
export function readSaved(): readonly SavedQuery[] {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '[]') as SavedQuery[];
    return saved.filter(({ name, sql }) => typeof name === 'string' && typeof sql === 'string');
  } catch {
    return [];
  }
}

/** Saves a query in place of the one of its name; answers all. */
export function saveQuery(query: SavedQuery): readonly SavedQuery[] {
  const others = readSaved().filter(({ name }) => name !== query.name);
  return write([...others, query]);
}

/** Forgets a saved query; answers the others. */
export function forgetQuery(name: string): readonly SavedQuery[] {
  return write(readSaved().filter((query) => query.name !== name));
}

function write(queries: readonly SavedQuery[]): readonly SavedQuery[] {
  const sorted = [...queries].sort((a, b) => a.name.localeCompare(b.name));
  localStorage.setItem(KEY, JSON.stringify(sorted));
  return sorted;
}
