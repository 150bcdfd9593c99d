import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WholeRun } from '../bars.js';
import { Contender } from '../contender/contender.js';
import { type BaseJob, peasyForm } from '../contender/list-contenders.js';
import type { NodeVersion } from '../setup/node-version.js';
import { median } from '../statistics.js';
import { runTrainCommand } from './train-command.js';
import { wholeEpochSeconds } from './train-events.js';

export interface WholeOptions {
  readonly node: NodeVersion;
  readonly config: string;
  readonly data: string | undefined;
  /** What the bare loops train. */
  readonly job: BaseJob;
  readonly rounds: number;
  /** Epochs of each `peasy train`; the first is left out. */
  readonly epochs: number;
  /** The least that a window of a bare loop lasts. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/**
 * Whole runs of `peasy train` against bare loops of the same kernels, in turns: one loop that only
 * trains, one that also evaluates as many photos as the run validates after each epoch, as a run
 * does. A run trains every photo of its share, a smaller last batch with them, logs two points a
 * step and seven an epoch, keeps snapshots as its config says, and reports each epoch. The loops
 * train whole batches only, keep nothing, and are measured after epochs of warm-up; the run is
 * a new program each round, of which the first epoch is left out.
 */
export async function measureWhole(options: WholeOptions): Promise<WholeRun> {
  const { node, rounds, seconds, say } = options;
  const first = await runTrainCommand({ ...options, epochs: 2 });
  const { validationPhotos } = first;
  const trainLoop = await startLoop(node, options.job);
  const workLoop = await startLoop(node, { ...options.job, validationPhotos });
  // A share a round: the machine may be slower in one round than in another, and is so for all three.
  const ofTraining: number[] = [];
  const ofSameWork: number[] = [];
  const whole: number[] = [];
  const peaks = [first.peakMegabytes];
  try {
    for (let round = 0; round < rounds; round++) {
      const training = await rateOf(trainLoop, seconds);
      const run = await runTrainCommand(options);
      peaks.push(run.peakMegabytes);
      const lasted = wholeEpochSeconds(run.epochs);
      whole.push((run.trainPhotos * lasted.length) / sum(lasted));
      ofTraining.push(whole[round] / training);
      ofSameWork.push(whole[round] / (await rateOf(workLoop, seconds)));
      say(`  peasy train, round ${round + 1} of ${rounds}: ${Math.round(whole[round])} images/s`);
    }
  } finally {
    await Promise.all([trainLoop.stop(), workLoop.stop()]);
  }
  return {
    imagesPerSecond: median(whole),
    againstTraining: median(ofTraining),
    againstSameWork: median(ofSameWork),
    peakMegabytes: Math.max(...peaks),
  };
}

async function startLoop(node: NodeVersion, job: BaseJob): Promise<Contender> {
  const spec = peasyForm(node, { name: 'bare loop', options: {} }, job);
  const folder = await mkdtemp(join(tmpdir(), 'peasy-bench-'));
  const jobFile = join(folder, 'job.json');
  await writeFile(jobFile, JSON.stringify(spec.job));
  const { command } = spec;
  try {
    const args = [...command.args, jobFile];
    return (await Contender.start({ ...command, args }, spec.readySeconds)).contender;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rateOf(loop: Contender, seconds: number): Promise<number> {
  const window = await loop.window(seconds);
  return window.photos / window.seconds;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
