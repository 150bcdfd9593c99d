import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { workspaceRoot } from '../../workspace-root.js';
import type { NodeVersion } from '../setup/node-version.js';
import { type EpochEvent, TrainEventReader, type TrainEvents } from './train-events.js';

export interface TrainCommand {
  readonly node: NodeVersion;
  /** A config of configs/. */
  readonly config: string;
  /** Undefined: what `peasy train` finds by itself. */
  readonly data: string | undefined;
  readonly epochs: number;
  readonly onEpoch?: (epoch: EpochEvent) => void;
}

/** A whole `peasy train` that ran. */
export interface TrainRun extends TrainEvents {
  /** From start to end of the program. */
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Runs the built `peasy train` into a record of its own, which is deleted after it. @throws with its last words. */
export async function runTrainCommand(command: TrainCommand): Promise<TrainRun> {
  const folder = await mkdtemp(join(tmpdir(), 'peasy-bench-'));
  try {
    return await runIn(folder, command);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, command: TrainCommand): Promise<TrainRun> {
  const { node, config, data, epochs, onEpoch } = command;
  const memoryFile = join(folder, 'memory');
  const args = [
    ...node.args,
    '--import',
    join(import.meta.dirname, 'report-peak-memory.mjs'),
    join(workspaceRoot, 'apps/cli/bin/peasy.js'),
    'train',
    ...['--config', config, '--epochs', String(epochs)],
    ...['--json', '--db', join(folder, 'peasy.db')],
    ...(data ? ['--data', data] : []),
  ];
  const started = performance.now();
  const child = spawn(node.executable, args, {
    cwd: workspaceRoot,
    env: { ...process.env, ...node.environment, PEASY_BENCH_MEMORY: memoryFile },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const reader = new TrainEventReader();
  for await (const line of createInterface({ input: child.stdout })) {
    const epoch = reader.take(line, performance.now());
    if (epoch) onEpoch?.(epoch);
  }
  const code = await ended;
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`\`peasy train\` ended with code ${code}: ${errors.trim()}`);
  return {
    ...reader.finish(),
    seconds,
    peakMegabytes: Number(await readFile(memoryFile, 'utf8')),
  };
}
