import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  /** Mean loss of the last window: that it is below the first shows that it trains. */
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

/** After this many rounds, forms that cannot be their peer's best any more are let go. */
const TRIAL_ROUNDS = 1;
const HOPELESS = 0.6;

interface Entrant {
  readonly spec: ContenderSpec;
  contender?: Contender;
  about?: ReadyLine;
  windows: WindowLine[];
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
  const entrants: Entrant[] = specs.map((spec) => ({ spec, windows: [] }));
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
      if (round + 1 === TRIAL_ROUNDS && rounds > TRIAL_ROUNDS) await letHopelessGo(entrants);
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
    entrant.windows.push(await entrant.contender.window(seconds));
  } catch (error) {
    await letGo(entrant, (error as Error).message);
  }
}

/** Lets slow forms go, but never one of Peasy's: each of those has a bar of its own. */
async function letHopelessGo(entrants: readonly Entrant[]): Promise<void> {
  for (const entrant of entrants) {
    const { peer } = entrant.spec;
    if (peer === 'peasy' || entrant.windows.length === 0) continue;
    const same = entrants.filter(({ spec, windows }) => spec.peer === peer && windows.length > 0);
    const best = Math.max(...same.map(({ windows }) => rateOf(windows[0])));
    const share = rateOf(entrant.windows[0]) / best;
    if (share < HOPELESS) {
      await letGo(
        entrant,
        `${share.toFixed(2)} of the peer's best form in the first round, so measured no further`,
      );
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

function toMeasurement({ spec, about, windows, reason }: Entrant): Measurement {
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
    loss: windows.at(-1)?.loss,
    reason,
  };
}
