import type { RunStatus } from '@peasy/core';
import { type Connection, tables } from './connection.js';

/** How a run ended. */
export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running' | 'lost'>;
  readonly message: string | undefined;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** Ends a run. Call it within a write. */
export function endRun(
  connection: Connection,
  runId: string,
  { status, message, endedAt }: RunEnd,
): void {
  connection.run(
    tables
      .updateTable('runs')
      .set({ status, message: message ?? null, ended_at: endedAt })
      .where('id', '=', runId),
  );
}
