import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { PYTHON, testProgram } from './python.js';
import { temporaryFolder } from './temporary-folder.js';

/** MLflow's own server, on a SQLite file with its artifacts beside it. */
export interface RealMlflow {
  readonly url: string;
  readonly database: string;
  /** Ends it, before the test does. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Starts MLflow's server for a test. */
export async function startMlflow(): Promise<RealMlflow> {
  const folder = temporaryFolder();
  const database = join(folder, 'mlflow.db');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    PYTHON,
    [
      ...['-m', 'mlflow', 'server', '--backend-store-uri', `sqlite:///${database}`],
      ...['--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
    ],
    // A group of its own: its workers end with it.
    { cwd: folder, detached: true, stdio: 'ignore', env: plainEnvironment() },
  );
  const stop = () => endGroup(server);
  onTestFinished(stop);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await fetch(`${url}/health`).catch(() => undefined))?.ok) {
    if (Date.now() > deadline || server.exitCode !== null) throw new Error('MLflow did not start.');
    await setTimeout(200);
  }
  return { url, database, stop };
}

/** Runs a program of this folder with MLflow's client; the JSON of its last line. */
export async function withMlflowClient(program: string, url: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(PYTHON, [testProgram(program)], {
    env: { ...plainEnvironment(), MLFLOW_TRACKING_URI: url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' },
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, MLFLOW_DISABLE_TELEMETRY: 'true' };
}

async function endGroup(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  process.kill(-server.pid!, 'SIGKILL');
  await once(server, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
