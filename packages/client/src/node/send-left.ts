import { existsSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Sender, type SendingEvent } from '../sender.js';
import type { TrackingError } from '../tracking-error.js';
import { Wire } from '../wire.js';
import { FileSpool, SPOOL_FILE, type SpoolHead } from './file-spool.js';
import { spoolFolder } from './spool-folder.js';

/** What sendLeft takes. */
export interface SendLeftOptions {
  /** Default: spoolFolder(). */
  readonly folder?: string;
  /** Only what is for this server, or, with `redirect`, everything to it. Default: each run's own server. */
  readonly url?: string;
  /** Everything goes to `url`, whatever server it was for: that has moved. */
  readonly redirect?: boolean;
  readonly token?: string;
  /** How long to wait for a server, a run. Default: 10 seconds. */
  readonly patienceMs?: number;
  /** Hears of a server that is away, is back, or refuses something. */
  readonly onEvent?: (event: SendingEvent) => void;
}

/** What became of the writes that a program left. */
export interface SentRun {
  readonly runId: string;
  readonly runName: string;
  readonly url: string;
  /** Where they are, or were. */
  readonly place: string;
  readonly sent: number;
  readonly left: number;
  /** Why some are left, or were refused; undefined: the server has all. */
  readonly problem: string | undefined;
}

const PATIENCE_MS = 10_000;
/** A program that lives touches its spool more often than this. */
const SILENT_MS = 60_000;

/** Sends what programs left that ended before the server had it all; what a living program still sends is left to it. */
export async function sendLeft(options: SendLeftOptions = {}): Promise<SentRun[]> {
  const { folder = spoolFolder(), url, redirect = false } = options;
  const sent: SentRun[] = [];
  for (const place of placesIn(folder)) {
    try {
      const head = FileSpool.headOf(place);
      if (url !== undefined && !redirect && head.url !== url) continue;
      if (isInUse(place, head)) continue;
      sent.push(await sendOne(FileSpool.open(place), options));
    } catch (error) {
      const { message: problem } = error as TrackingError;
      sent.push({ runId: '', runName: '', url: '', place, sent: 0, left: 0, problem });
    }
  }
  return sent;
}

async function sendOne(spool: FileSpool, options: SendLeftOptions): Promise<SentRun> {
  const { token, onEvent, patienceMs = PATIENCE_MS } = options;
  const { runId, runName, url: own } = spool.run;
  const url = options.url ?? own;
  const before = spool.waiting.length;
  if (spool.torn > 0) {
    const message = `The last write of run ${runName} was not whole when its program ended: ${spool.torn} bytes were cut off.`;
    onEvent?.({ kind: 'torn', message });
  }
  const sender = new Sender({ spool, wire: new Wire({ url, token }), isLive: false, onEvent });
  let problem: string | undefined;
  try {
    if (before > 0) await sender.settled(spool.waiting.at(-1)!.number, patienceMs);
  } catch (error) {
    problem = (error as TrackingError).message;
  }
  sender.stop();
  const refusals = sender.takeRefusals();
  if (refusals.length > 0) problem = [...refusals, ...(problem ? [problem] : [])].join(' ');
  const left = spool.waiting.length;
  spool.close();
  return {
    runId,
    runName,
    url,
    place: spool.place,
    sent: before - left - refusals.length,
    left,
    problem,
  };
}

function placesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((place) => existsSync(join(place, SPOOL_FILE)));
}

function isInUse(place: string, { pid, host }: SpoolHead): boolean {
  if (statSync(join(place, SPOOL_FILE)).mtimeMs < Date.now() - SILENT_MS) return false;
  // Elsewhere its number means nothing here.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
