import type { Environment } from '../api/types.js';
import type { Connection } from './connection.js';

/** Notes of the runs whose ids are in a JSON list, by run. */
export function notesOf(connection: Connection, ids: string): ReadonlyMap<string, string> {
  const rows = connection
    .prepare<[string, string]>(
      'SELECT d.run_id, d.note FROM json_each(?) AS wanted JOIN run_details d ON d.run_id = wanted.value',
    )
    .raw()
    .all(ids) as [string, string][];
  return new Map(rows);
}

/** What the runs whose ids are in a JSON list ran in, as far as these keys go, by run. */
export function environmentsOf(
  connection: Connection,
  ids: string,
  keys: readonly string[],
): ReadonlyMap<string, Environment> {
  const rows = connection
    .prepare<[string, string]>(
      'SELECT d.run_id, d.environment FROM json_each(?) AS wanted JOIN run_details d ON d.run_id = wanted.value',
    )
    .raw()
    .all(ids) as [string, string][];
  return new Map(
    rows.map(([id, text]) => {
      const all = JSON.parse(text) as Environment;
      const wanted = keys.filter((key) => Object.hasOwn(all, key));
      return [id, Object.fromEntries(wanted.map((key) => [key, all[key]]))];
    }),
  );
}
