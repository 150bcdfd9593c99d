import type { RunStatus } from '@peasy/core';
import { type Connection, tables } from './connection.js';
import { statusOf } from './liveness.js';

/** The state now, `running` or `lost`, of every run that said it runs; by id. */
export function unendedRuns(
  connection: Connection,
  lostAfterSeconds: number,
): ReadonlyMap<string, RunStatus> {
  const pulses = connection.all(
    tables
      .selectFrom('runs')
      .select(['id', 'status', 'heartbeat_at', 'has_heartbeat', 'host', 'pid'])
      .where('status', '=', 'running'),
  );
  return new Map(pulses.map((pulse) => [pulse.id, statusOf(pulse, lostAfterSeconds)]));
}
