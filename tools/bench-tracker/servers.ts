import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { workspaceRoot } from '../workspace-root.js';
import { processTree } from './process-tree.js';

/** The servers that are compared. */
export const SERVERS = ['mlflow-1', 'mlflow', 'peasy'] as const;
export type ServerName = (typeof SERVERS)[number];

/** What each of them is. */
export const SERVER_TITLES: Readonly<Record<ServerName, string>> = {
  'mlflow-1': 'mlflow server, one worker, no job runners',
  mlflow: 'mlflow server as it comes',
  peasy: 'peasy serve',
};

const MLFLOW = join(workspaceRoot, '.peasy/python/bin/mlflow');
const PEASY = join(workspaceRoot, 'apps/cli/bin/peasy.js');
const START_MS = 180_000;

/** A server that answers. */
export interface StartedServer {
  readonly url: string;
  readonly pid: number;
  /** Ends it and every process below it, and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a server on a record of its own in a new folder. @throws when its program is missing, or does not come up. */
export async function startServer(name: ServerName): Promise<StartedServer> {
  const program = name === 'peasy' ? PEASY : MLFLOW;
  if (!existsSync(program)) throw new Error(missing(name));
  const folder = mkdtempSync(join(tmpdir(), 'peasy-bench-server-'));
  const port = await freePort();
  const log = openSync(join(folder, 'log'), 'w');
  const [command, ...args] = commandOf(name, folder, port);
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      // Its answers are the same; only what runs beside it is left out, in its favour.
      ...(name === 'mlflow-1' ? { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' } : {}),
    },
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(url, child, join(folder, 'log'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: child.pid!, stop };
}

function commandOf(name: ServerName, folder: string, port: number): string[] {
  const place = ['--host', '127.0.0.1', '--port', String(port)];
  if (name === 'peasy') {
    return [process.execPath, PEASY, 'serve', '--db', join(folder, 'peasy.db'), ...place];
  }
  const store = ['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`];
  const files = ['--artifacts-destination', join(folder, 'artifacts')];
  const workers = name === 'mlflow-1' ? ['--workers', '1'] : [];
  return [MLFLOW, 'server', ...place, ...store, ...files, ...workers];
}

function missing(name: ServerName): string {
  if (name === 'peasy') return 'Expected a built apps/cli. Build it: npx nx run cli:build';
  return `Expected MLflow's program at .peasy/python/bin/mlflow, and it is not there. Install it: python3 -m venv .peasy/python && .peasy/python/bin/pip install -r packages/tracker/test-programs/requirements.txt. Or leave it out: --servers peasy`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(100);
  }
  throw new Error(
    `Expected ${child.spawnargs.join(' ')} to answer at ${url}. It said: ${readFileSync(log, 'utf8').slice(-2000)}`,
  );
}

async function end(child: ChildProcess): Promise<void> {
  const tree = child.pid === undefined ? [] : processTree(child.pid);
  child.kill('SIGTERM');
  for (let waited = 0; waited < 5000 && child.exitCode === null; waited += 50) await setTimeout(50);
  for (const pid of tree) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
