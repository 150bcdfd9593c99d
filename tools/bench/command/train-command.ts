import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeVersion } from '../setup/node-version.js';
import { TrainProgram } from './start-train.js';
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
  const { onEpoch, ...what } = command;
  const memoryFile = join(folder, 'memory');
  const started = performance.now();
  const program = new TrainProgram({
    ...what,
    folder,
    watcher: join(import.meta.dirname, 'report-peak-memory.mjs'),
    environment: { PEASY_BENCH_MEMORY: memoryFile },
  });
  const reader = new TrainEventReader();
  for await (const line of program.lines()) {
    const epoch = reader.take(line, performance.now());
    if (epoch) onEpoch?.(epoch);
  }
  const { code, errors } = await program.ended;
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`\`peasy train\` ended with code ${code}: ${errors}`);
  return {
    ...reader.finish(),
    seconds,
    peakMegabytes: Number(await readFile(memoryFile, 'utf8')),
  };
}
