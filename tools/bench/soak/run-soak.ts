import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrainProgram } from '../command/start-train.js';
import { TrainEventReader, type TrainEvents } from '../command/train-events.js';
import type { NodeVersion } from '../setup/node-version.js';
import { parseSamples, type Sample } from './sample.js';

export interface SoakOptions {
  readonly node: NodeVersion;
  /** A config of configs/. */
  readonly config: string;
  readonly data: string | undefined;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

/** A `peasy train` that was watched. */
export interface Soak {
  readonly run: TrainEvents;
  /** From the first epoch on: before it, photos are opened and kernels compiled. */
  readonly samples: readonly Sample[];
}

/** More than any soak reaches: it is stopped by the clock. */
const EPOCHS = 1_000_000;
const SAY_EVERY_MINUTES = 1;
/** What `peasy train` exits with after Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Trains with the built `peasy train`, as its users do, for so many minutes from the end of the first
 * epoch on, and stops it as Ctrl-C does. Its record is deleted afterwards.
 * @throws with its last words when it ends otherwise.
 */
export async function runSoak(options: SoakOptions): Promise<Soak> {
  const folder = await mkdtemp(join(tmpdir(), 'peasy-soak-'));
  try {
    return await soakIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function soakIn(folder: string, options: SoakOptions): Promise<Soak> {
  const { minutes, say } = options;
  const samplesFile = join(folder, 'samples');
  // Three samples a third at least, in the shortest soak too.
  const every = Math.min(5, (minutes * 60) / 15);
  const program = new TrainProgram({
    ...options,
    epochs: EPOCHS,
    folder,
    watcher: join(import.meta.dirname, 'report-resources.mjs'),
    environment: {
      PEASY_BENCH_SAMPLES: samplesFile,
      PEASY_BENCH_SAMPLE_SECONDS: String(every),
    },
  });
  const reader = new TrainEventReader();
  let first: number | undefined;
  let said = 0;
  let clock: NodeJS.Timeout | undefined;
  try {
    for await (const line of program.lines()) {
      const epoch = reader.take(line, Date.now());
      if (!epoch) continue;
      if (first === undefined) {
        first = epoch.at;
        clock = setTimeout(() => program.stop(), minutes * 60_000);
      }
      const lasted = (epoch.at - first) / 60_000;
      if (lasted < said) continue;
      said += SAY_EVERY_MINUTES;
      const memory = parseSamples(await readOrNothing(samplesFile)).at(-1)?.residentBytes ?? 0;
      say(
        `  minute ${lasted.toFixed(0)}: epoch ${epoch.epoch}, ${(memory / 1e6).toFixed(0)} MB resident`,
      );
    }
  } finally {
    clearTimeout(clock);
    program.stop();
  }
  const { code, errors } = await program.ended;
  if (code !== INTERRUPTED) throw new Error(`\`peasy train\` ended with code ${code}: ${errors}`);
  const samples = parseSamples(await readFile(samplesFile, 'utf8'));
  return {
    run: reader.finish('interrupted'),
    samples: samples.filter(({ time }) => time >= (first ?? 0)),
  };
}

/** Before the first sample there is no file. */
function readOrNothing(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
