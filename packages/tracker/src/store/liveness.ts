import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RunStatus } from '@peasy/core';

/** A running run whose heartbeat is older than this is lost. The view runs_overview uses the same. */
export const LOST_AFTER_SECONDS = 20;

/**
 * The same for a run whose client gives no sign of life between what it logs, such as MLflow's: a
 * week, so that a long epoch is not taken for a dead program.
 */
export const SILENT_CLIENT_LOST_AFTER_SECONDS = 7 * 24 * 3600;

/** How often a run's heartbeat is written when nothing else is. */
export const HEARTBEAT_MS = 2_000;

/** What liveness is judged by. */
export interface Pulse {
  readonly status: string;
  readonly heartbeat_at: number;
  /** 0: its client gives none, and heartbeat_at is when it last logged. */
  readonly has_heartbeat: number;
  readonly host: string;
  readonly pid: number;
}

/**
 * The honest state of a run: what it said of itself, unless it said running and its heartbeat is
 * stale, or its process is gone from this machine.
 */
export function statusOf(pulse: Pulse, lostAfterSeconds: number, now = Date.now()): RunStatus {
  if (pulse.status !== 'running') return pulse.status as RunStatus;
  const patience = pulse.has_heartbeat ? lostAfterSeconds : SILENT_CLIENT_LOST_AFTER_SECONDS;
  const stale = pulse.heartbeat_at < now - patience * 1000;
  return stale || isGone(pulse) ? 'lost' : 'running';
}

/** Where this process runs. Process numbers mean something only within one namespace: containers may share a host's name. */
export function thisHost(): string {
  let namespace = '';
  try {
    namespace = ` ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Not Linux: the machine has one namespace.
  }
  return hostname() + namespace;
}

/** Where a run runs, in words: "in process 4711". */
export function placeOf({ host, pid }: Pick<Pulse, 'host' | 'pid'>): string {
  return host === '' ? 'and logs over HTTP' : `in process ${pid}`;
}

const HERE = thisHost();

function isGone({ host, pid }: Pulse): boolean {
  if (host !== HERE) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
