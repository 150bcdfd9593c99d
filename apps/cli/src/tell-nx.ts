import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds for Nx to pass our last lines on; it prints nothing more once it has its signal. */
const LAST_LINES = 250;

/**
 * Under `nx run` in a terminal, Ctrl-C reaches only this process: Nx reads the key and types it
 * into a terminal of its own. Nx would then report a failed task, exit code 1. Sent the signal
 * itself, it ends as an interrupted command should, with 130 (or 143 for SIGTERM).
 */
export async function tellNx(signal: NodeJS.Signals): Promise<void> {
  if (process.env.NX_TASK_TARGET_PROJECT === undefined || !process.stdout.isTTY) return;
  const nx = findNx();
  if (nx === undefined) return;
  await setTimeout(LAST_LINES);
  // Nx ends its tasks with SIGTERM; this one ends by itself, with its own exit code.
  process.on('SIGTERM', () => undefined);
  process.kill(nx, signal);
}

/** The pid of the Nx process that this one runs under: its parent, or with a shell between. */
function findNx(): number | undefined {
  let pid = process.ppid;
  try {
    for (let level = 0; level < 3; level++) {
      const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
        encoding: 'utf8',
      });
      const [, parent, args] = /^\s*(\d+)\s+(.*)$/m.exec(line) ?? [];
      if (args === undefined) return undefined;
      if (/^\S*node\S* .*\bnx(\.js)? /.test(args)) return pid;
      pid = Number(parent);
    }
  } catch {
    // No `ps` here (Windows): the exit code stays Nx's own.
  }
  return undefined;
}
