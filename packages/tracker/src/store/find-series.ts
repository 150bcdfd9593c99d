import { type Connection, tables } from './connection.js';

/** A metric of a run that is there. */
export interface FoundSeries {
  readonly id: number;
  readonly run: string;
  readonly key: string;
}

/**
 * The metrics of some runs, run by run, in the order asked for. Those that a run does not have are
 * left out. Call it within a read.
 * @param keys which metrics; none named: all.
 */
export function findSeries(
  connection: Connection,
  runIds: readonly string[],
  keys: readonly string[],
): FoundSeries[] {
  return runIds.flatMap((run) => {
    const there = connection.all(
      tables
        .selectFrom('metric_series')
        .select(['id', 'key'])
        .where('run_id', '=', run)
        .orderBy('id'),
    );
    const wanted =
      keys.length === 0
        ? there
        : [...new Set(keys)].flatMap((key) => there.filter((series) => series.key === key));
    return wanted.map(({ id, key }) => ({ id, run, key }));
  });
}
