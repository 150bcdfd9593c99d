import type { Connection } from './connection.js';

/** Keys of the params and metrics that runs have, each in alphabetical order. */
export interface RunColumns {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
}

interface Known {
  /** The record's version up to which runs were gone through, and that of the last purge. */
  version: number;
  purged: number;
  readonly params: Set<string>;
  readonly metrics: Set<string>;
}

const knownBy = new WeakMap<Connection, Known>();

/** Every key of a param or a metric. Runs are gone through once, and again when they changed. */
export function runColumns(connection: Connection): RunColumns {
  return connection.read(() => {
    const [[version, purged]] = connection
      .prepare<[number, number]>(
        `SELECT (SELECT value FROM change_counter),
           (SELECT coalesce(max(version), 0) FROM purged_runs)`,
      )
      .raw()
      .all();
    let known = knownBy.get(connection);
    if (known?.purged !== purged) {
      known = { version: -1, purged, params: new Set(), metrics: new Set() };
      knownBy.set(connection, known);
    }
    if (known.version !== version) {
      addKeys(connection, 'params', known.version, known.params);
      addKeys(connection, 'metric_series', known.version, known.metrics);
      known.version = version;
    }
    return { params: [...known.params].sort(), metrics: [...known.metrics].sort() };
  });
}

function addKeys(connection: Connection, table: string, after: number, keys: Set<string>): void {
  const found = connection
    .prepare<string>(
      `SELECT DISTINCT k.key FROM runs r JOIN ${table} k ON k.run_id = r.id WHERE r.version > ?`,
    )
    .pluck()
    .all(after);
  for (const key of found) keys.add(key);
}
