import type { Connection } from './connection.js';
import { PointColumns } from './point-columns.js';

/** Where `gather_point` puts what it is called with: a statement runs to its end before another begins. */
let gathered = new PointColumns(0);
const prepared = new WeakSet<Connection>();

/**
 * Reads points into columns, by a function that SQLite calls for each: a third of the time of rows
 * as arrays, and nothing to collect.
 * @param rows SQL of columns step, time and value that ends in `LIMIT`, without which SQLite need
 *   not keep its order.
 * @param room how many points are expected.
 */
export function gatherPoints(
  connection: Connection,
  rows: string,
  values: readonly (number | string)[],
  room: number,
): PointColumns {
  return gather(
    connection,
    `SELECT count(gather_point(step, time, value)) FROM (${rows})`,
    values,
    room,
  );
}

/** The same with the epoch of each point: rows of columns step, epoch, time and value. */
export function gatherWholePoints(
  connection: Connection,
  rows: string,
  values: readonly (number | string)[],
  room: number,
): PointColumns {
  const columns = 'step, epoch, time, value';
  return gather(
    connection,
    `SELECT count(gather_whole_point(${columns})) FROM (${rows})`,
    values,
    room,
  );
}

function gather(
  connection: Connection,
  sql: string,
  values: readonly (number | string)[],
  room: number,
): PointColumns {
  if (!prepared.has(connection)) {
    connection.sqlite.function('gather_point', { directOnly: true }, gatherPoint);
    connection.sqlite.function('gather_whole_point', { directOnly: true }, gatherWholePoint);
    prepared.add(connection);
  }
  const points = new PointColumns(Math.max(1, room));
  gathered = points;
  try {
    connection.prepare(sql).get(...values);
  } finally {
    gathered = new PointColumns(0);
  }
  return points;
}

/** NULL is NaN. */
function gatherPoint(step: number, time: number, value: number | null): null {
  gathered.add(step, 0, time, value ?? Number.NaN);
  return null;
}

function gatherWholePoint(step: number, epoch: number, time: number, value: number | null): null {
  gathered.add(step, epoch, time, value ?? Number.NaN);
  return null;
}
