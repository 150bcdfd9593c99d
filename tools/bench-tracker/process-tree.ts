import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and all below it, in bytes: what Linux says in /proc. */
export function residentBytes(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + residentOf(each), 0);
}

/** A process and all below it. */
export function processTree(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(Number(name)) }));
  const tree = [pid];
  for (const above of tree) {
    tree.push(...parents.filter(({ parent }) => parent === above).map((each) => each.pid));
  }
  return tree;
}

function parentOf(pid: number): number | undefined {
  return numberIn(pid, /^PPid:\s+(\d+)/m);
}

function residentOf(pid: number): number {
  return (numberIn(pid, /^VmRSS:\s+(\d+) kB/m) ?? 0) * 1024;
}

/** undefined: it has ended, or is no program. */
function numberIn(pid: number, line: RegExp): number | undefined {
  try {
    const [, digits] = line.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return digits === undefined ? undefined : Number(digits);
  } catch {
    return undefined;
  }
}
