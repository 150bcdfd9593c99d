import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuTimes, othersShare } from '../cpu-times.js';
import { median } from '../statistics.js';
import { Contender } from './contender.js';
import type { ReadyLine, WindowLine } from './contender-line.js';
import type { ContenderSpec, Peer } from './contender-spec.js';

/** What came of one contender. */
export interface Measurement {
  readonly network: string;
  readonly peer: Peer;
  readonly form: string;
  /** For Peasy: the Node that ran it. */
  readonly node?: string;
  readonly threads: number;
  readonly about?: ReadyLine;
  /** Photos a second of each window, in the order of the rounds; empty when it could not be measured. */
  readonly rates: readonly number[];
  /** Photos a second: the middle window and the best; 0 when there is none. */
  readonly median: number;
  readonly best: number;
  /** Share of the cores that other programs took, in the middle window by that share. */
  readonly others?: number;
  /** Mean loss of the last window. */
  readonly loss?: number;
  /** Why there are no windows, or fewer. */
  readonly reason?: string;
}

export interface RoundOptions {
  readonly rounds: number;
  /** The least that a window lasts. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/**
 * A form whose best window is below this share of the best of its peer's is let go: after the first
 * round only when it is far below, as one window may have met a busy machine.
 */
const HOPELESS = { first: 0.05, later: 0.5 };

/** Trained before each window without being measured; a contender that counts by epochs trains one. */
const SETTLE_SECONDS = 0.3;

interface Entrant {
  readonly spec: ContenderSpec;
  contender?: Contender;
  about?: ReadyLine;
  readonly windows: WindowLine[];
  readonly others: number[];
  reason?: string;
}

/**
 * Starts all contenders of one network, then lets them train in turns: every round has a window of
 * each, so that load which comes and goes meets all of them. One trains at a time.
 */
export async function measureInRounds(
  specs: readonly ContenderSpec[],
  { rounds, seconds, say }: RoundOptions,
): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'peasy-bench-'));
  const entrants: Entrant[] = specs.map((spec) => ({ spec, windows: [], others: [] }));
  try {
    for (const [index, entrant] of entrants.entries()) {
      await startEntrant(entrant, join(folder, `${index}.json`));
      const { peer, form, node } = entrant.spec;
      say(
        `  ${[peer, node && `Node ${node}`, form].filter(Boolean).join(', ')}: ${entrant.reason ?? `ready (${entrant.about?.device})`}`,
      );
    }
    for (let round = 0; round < rounds; round++) {
      for (const entrant of entrants) await runWindow(entrant, seconds);
      if (round + 1 < rounds)
        await letHopelessGo(entrants, round === 0 ? HOPELESS.first : HOPELESS.later);
      say(`  round ${round + 1} of ${rounds}`);
    }
  } finally {
    await Promise.all(entrants.map(({ contender }) => contender?.stop()));
    await rm(folder, { recursive: true, force: true });
  }
  return entrants.map(toMeasurement);
}

async function startEntrant(entrant: Entrant, jobFile: string): Promise<void> {
  const { spec } = entrant;
  await writeFile(jobFile, JSON.stringify(spec.job));
  const { command, args } = spec.command;
  try {
    const started = await Contender.start(
      { ...spec.command, command, args: [...args, jobFile] },
      spec.readySeconds,
    );
    Object.assign(entrant, started);
  } catch (error) {
    entrant.reason = (error as Error).message;
  }
}

async function runWindow(entrant: Entrant, seconds: number): Promise<void> {
  if (!entrant.contender) return;
  try {
    // Asleep while others trained, it may have lost pages and caches: the first moments are not measured.
    await entrant.contender.window(SETTLE_SECONDS);
    const before = cpuTimes();
    const window = await entrant.contender.window(seconds);
    entrant.windows.push(window);
    entrant.others.push(othersShare(before, cpuTimes(), window.cpuSeconds));
  } catch (error) {
    await letGo(entrant, (error as Error).message);
  }
}

/** Lets slow forms go, but never one of Peasy's: each of those has a bar of its own. */
async function letHopelessGo(entrants: readonly Entrant[], least: number): Promise<void> {
  for (const entrant of entrants) {
    const { peer } = entrant.spec;
    if (peer === 'peasy' || !entrant.contender) continue;
    const same = entrants.filter(({ spec }) => spec.peer === peer);
    const share = bestRate(entrant) / Math.max(...same.map(bestRate));
    if (share < least) {
      await letGo(entrant, `${share.toFixed(2)} of the peer's best form, so not measured further`);
    }
  }
}

async function letGo(entrant: Entrant, reason: string): Promise<void> {
  entrant.reason = reason;
  await entrant.contender?.stop();
  entrant.contender = undefined;
}

function rateOf({ photos, seconds }: WindowLine): number {
  return photos / seconds;
}

function bestRate({ windows }: Entrant): number {
  return Math.max(0, ...windows.map(rateOf));
}

function toMeasurement({ spec, about, windows, others, reason }: Entrant): Measurement {
  const rates = windows.map(rateOf);
  return {
    network: spec.job.network.name,
    peer: spec.peer,
    form: spec.form,
    node: spec.node,
    threads: spec.job.threads,
    about,
    rates,
    median: rates.length > 0 ? median(rates) : 0,
    best: Math.max(0, ...rates),
    others: others.length > 0 ? median(others) : undefined,
    loss: windows.at(-1)?.loss,
    reason,
  };
}
