import { checkWord } from './check-words.js';
import { type Connection, tables } from './connection.js';
import { StoreError } from './store-error.js';

/** Values of a config, flat, keys joined by ".". */
export type Params = Readonly<Record<string, string | number | boolean>>;

/**
 * Adds params of a run; one that is there keeps its value. Call it within a write.
 * @throws StoreError when one is there with another value.
 */
export function writeParams(connection: Connection, runId: string, params: Params): void {
  for (const [key, value] of Object.entries(params)) {
    checkWord('the key of a param', key);
    const text = String(value);
    const there = connection.first(
      tables
        .selectFrom('params')
        .select('value')
        .where('run_id', '=', runId)
        .where('key', '=', key),
    );
    if (there === undefined) {
      connection.run(
        tables.insertInto('params').values({ run_id: runId, key, kind: typeof value, value: text }),
      );
    } else if (there.value !== text) {
      throw new StoreError(
        'conflict',
        `Param ${key} of run ${runId} is ${there.value} and stays so; it cannot become ${text}. A param is what a run was started with: log what changes as a metric.`,
      );
    }
  }
}

/** Gives params of a run new values, for a resume that changes them. Call it within a write. */
export function replaceParams(connection: Connection, runId: string, params: Params): void {
  const keys = Object.keys(params);
  if (keys.length === 0) return;
  connection.run(tables.deleteFrom('params').where('run_id', '=', runId).where('key', 'in', keys));
  writeParams(connection, runId, params);
}

/** Sets tags of a run; one that is there gets the new value. Call it within a write. */
export function writeTags(
  connection: Connection,
  runId: string,
  tags: Readonly<Record<string, string>>,
): void {
  for (const [key, value] of Object.entries(tags)) {
    checkWord('the key of a tag', key);
    connection.run(
      tables
        .insertInto('tags')
        .values({ run_id: runId, key, value: String(value) })
        .onConflict((conflict) =>
          conflict.columns(['run_id', 'key']).doUpdateSet({ value: String(value) }),
        ),
    );
  }
}
