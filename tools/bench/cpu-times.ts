import { cpus } from 'node:os';

/** Seconds of all cores since the machine started. */
export interface CpuTimes {
  readonly busy: number;
  readonly all: number;
}

export function cpuTimes(): CpuTimes {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { busy: (all - idle) / 1000, all: all / 1000 };
}

/** The share of all cores that others took between two looks, when a program took so many seconds of them itself. */
export function othersShare(before: CpuTimes, after: CpuTimes, ownSeconds: number): number {
  const all = after.all - before.all;
  const others = after.busy - before.busy - ownSeconds;
  return all > 0 ? Math.min(1, Math.max(0, others / all)) : 0;
}
