import type { Connection } from './connection.js';

/** Keys of what runs have, each kind in alphabetical order. */
export interface RunColumns {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
  readonly tags: readonly string[];
  readonly environment: readonly string[];
}

interface Known {
  /** The record's version up to which runs were gone through, and that of the last purge. */
  version: number;
  purged: number;
  readonly keys: Readonly<Record<keyof RunColumns, Set<string>>>;
}

const knownBy = new WeakMap<Connection, Known>();

/** Where the keys of each kind are. */
const TABLES: Readonly<Record<keyof RunColumns, string>> = {
  params: 'params k ON k.run_id = r.id',
  metrics: 'metric_series k ON k.run_id = r.id',
  tags: 'tags k ON k.run_id = r.id',
  environment: 'run_details d ON d.run_id = r.id JOIN json_each(d.environment) k',
};

/** Every key that a run has. Runs are gone through once, and again when they changed. */
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
      const keys = {
        params: new Set(),
        metrics: new Set(),
        tags: new Set(),
        environment: new Set(),
      };
      known = { version: -1, purged, keys: keys as Known['keys'] };
      knownBy.set(connection, known);
    }
    const { keys } = known;
    if (known.version !== version) {
      for (const kind of KINDS) addKeys(connection, TABLES[kind], known.version, keys[kind]);
      known.version = version;
    }
    const sorted = KINDS.map((kind) => [kind, [...keys[kind]].sort()] as const);
    return Object.fromEntries(sorted) as unknown as RunColumns;
  });
}

const KINDS = Object.keys(TABLES) as (keyof RunColumns)[];

function addKeys(connection: Connection, joined: string, after: number, keys: Set<string>): void {
  const found = connection
    .prepare<string>(`SELECT DISTINCT k.key FROM runs r JOIN ${joined} WHERE r.version > ?`)
    .pluck()
    .all(after);
  for (const key of found) keys.add(key);
}
