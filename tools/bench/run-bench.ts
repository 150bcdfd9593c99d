import { describeNetwork, type Network } from '@peasy/core';
import type { WholeRun } from './bars.js';
import { measureWhole } from './command/measure-whole.js';
import type { BaseJob } from './contender/list-contenders.js';
import { prepareJob } from './contender/prepare-job.js';
import { peasyForms, prepareNodes } from './contender/prepare-peasy.js';
import { preparePeers } from './contender/prepare-peers.js';
import { type Measurement, measureInRounds } from './contender/rounds.js';
import { findPhotoSource } from './find-photo-source.js';
import { describeMachine, type Machine } from './machine.js';
import type { BenchOptions } from './options.js';
import { ensureNode, withSqlite } from './setup/node-version.js';

/** As many epochs as `configs/cnn.json` has: a run's first ones keep a snapshot each, and are the dearest. */
const WHOLE = { rounds: 7, epochs: 30 };
const QUICK_WHOLE = { rounds: 1, epochs: 3 };

/** What was asked for and could not be measured at all. */
export interface Absence {
  readonly peer: string;
  readonly reason: string;
}

/** All that a bench found. */
export interface BenchReport {
  readonly machine: Machine;
  /** What every contender trained on: photos of an epoch, by network. */
  readonly photos: {
    readonly source: string;
    readonly batchSize: number;
    readonly counts: Readonly<Record<string, number>>;
  };
  readonly rounds: number;
  readonly seconds: number;
  readonly measurements: readonly Measurement[];
  readonly absent: readonly Absence[];
  readonly whole?: WholeRun;
}

/**
 * Sets up what is missing, measures what was asked for, and reports; what cannot be had is reported as absent.
 * @throws for photos that cannot be read, and when contenders turn out to train different networks.
 */
export async function runBench(
  options: BenchOptions,
  say: (line: string) => void,
): Promise<BenchReport> {
  const { peers, networks, rounds, seconds, quick } = options;
  const source = findPhotoSource(options.data);
  const others = await preparePeers(peers, say);
  const ours = peers.includes('peasy')
    ? await prepareNodes(options.nodes, say)
    : { nodes: [], absent: [] };
  const absent: Absence[] = [...ours.absent, ...others.absent];
  const jobs: BaseJob[] = [];
  for (const name of networks) jobs.push(await prepareJob(name, source));
  const machine = await describeMachine();

  const measurements: Measurement[] = [];
  for (const job of jobs) {
    const specs = [
      ...peasyForms(ours.nodes, job, quick),
      ...others.ready.flatMap(({ forms }) => forms(job)),
    ];
    if (specs.length === 0) continue;
    say(`${job.network.name}: starting ${specs.length} contenders`);
    const measured = await measureInRounds(specs, { rounds, seconds, say });
    requireSameNetwork(job.network, measured);
    measurements.push(...measured);
  }
  const whole = options.whole ? await wholeRun(options, source, say, absent) : undefined;
  const photos = {
    source: jobs[0].photos.source,
    batchSize: jobs[0].batchSize,
    counts: Object.fromEntries(jobs.map(({ network, photos }) => [network.name, photos.count])),
  };
  return { machine, photos, rounds, seconds, measurements, absent, whole };
}

async function wholeRun(
  { nodes, quick, seconds }: BenchOptions,
  source: string | undefined,
  say: (line: string) => void,
  absent: Absence[],
): Promise<WholeRun | undefined> {
  say('cnn: whole runs of `peasy train`');
  try {
    return await measureWhole({
      ...(quick ? QUICK_WHOLE : WHOLE),
      node: await withSqlite(await ensureNode(nodes[0], say), say),
      config: 'cnn',
      data: source,
      job: await prepareJob('cnn', source),
      seconds,
      say,
    });
  } catch (error) {
    absent.push({ peer: 'peasy train', reason: (error as Error).message });
    return undefined;
  }
}

/** Speeds of different networks must not be compared. */
function requireSameNetwork(network: Network, measurements: readonly Measurement[]): void {
  const { parameters } = describeNetwork(network);
  for (const { peer, form, about } of measurements) {
    if (about && about.parameters !== parameters) {
      throw new Error(
        `Expected ${peer} (${form}) to train ${network.name} with ${parameters} parameters, it has ${about.parameters}.`,
      );
    }
  }
}
