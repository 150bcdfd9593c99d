import { availableParallelism, cpus, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { runCommand } from '../run-command.js';
import { workspaceRoot } from '../workspace-root.js';
import { cpuTimes, othersShare } from './cpu-times.js';

/** Where and from what numbers come. */
export interface Machine {
  readonly cpu: string;
  /** That this program may use. */
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  /** Short hash, with "+" when files differ from it. */
  readonly commit: string;
  /** ISO 8601, to the minute. */
  readonly date: string;
  /** Share of the cores' time that nobody used in the two seconds before the bench; 1: idle. */
  readonly idleBefore: number;
}

const LOOK_MILLISECONDS = 2000;

export async function describeMachine(): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    commit: await describeCommit(),
    date: `${new Date().toISOString().slice(0, 16)}Z`,
    idleBefore: await idleShare(),
  };
}

/** One line that says where a table of numbers comes from. */
export function machineLine(machine: Machine): string {
  const { cpu, cores, memoryGigabytes, system, node, commit, date, idleBefore } = machine;
  return `${cpu}, ${cores} cores, ${memoryGigabytes} GB, ${system}; Node ${node}; commit ${commit}; ${date}; ${Math.round(idleBefore * 100)} % idle before the start`;
}

async function describeCommit(): Promise<string> {
  const git = (...args: string[]) => runCommand('git', args, { cwd: workspaceRoot });
  const head = await git('rev-parse', '--short', 'HEAD');
  if (head.code !== 0) return 'unknown';
  const changed = await git('status', '--porcelain', '--untracked-files=no');
  return head.output.trim() + (changed.output.trim() ? '+' : '');
}

async function idleShare(): Promise<number> {
  const before = cpuTimes();
  await setTimeout(LOOK_MILLISECONDS);
  return 1 - othersShare(before, cpuTimes(), 0);
}
