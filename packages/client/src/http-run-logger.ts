import type {
  Artifact,
  MetricPoint,
  RunLogger,
  RunStatus,
  Snapshot,
  SnapshotReason,
} from '@peasy/core';
import { checkArtifactPath, checkPoint, checkWord } from './check.js';
import { jsonBytes } from './pack-bytes.js';
import { packSnapshot } from './pack-snapshot.js';
import { plainValues } from './plain-values.js';
import type { Sender } from './sender.js';
import type { RunSpool, Write } from './spool.js';
import { unreferenced } from './timers.js';
import { TrackingError } from './tracking-error.js';
import { WaitingPoints } from './waiting-points.js';
import type { Wire } from './wire.js';

/** Points wait at most this long for the spool, while timers run. */
const SPOOL_MS = 200;
/** A training loop that never yields starves timers; logMetrics then spools by itself once a point has waited this long. */
const OVERDUE_MS = 750;
/** This many points are spooled at once, so that memory stays bounded. */
const FULL = 20_000;
/** The server hears that the run lives at least so often. */
const HEARTBEAT_MS = 5_000;
/** Each names one snapshot of a run: a newer one takes it over. */
const EXCLUSIVE: readonly SnapshotReason[] = ['best', 'last', 'checkpoint'];

/** What an HttpRunLogger takes. */
export interface HttpRunLoggerOptions {
  readonly spool: RunSpool;
  readonly sender: Sender;
  readonly wire: Wire;
  /** How long flush and finish wait for the server unless told, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Reports a run to a server. What it is told is kept in a spool until the server has it, so that a
 * server that is down for a while loses nothing. What the server refuses is thrown once, by the
 * next call, and does not keep back what comes after it.
 */
export class HttpRunLogger implements RunLogger {
  readonly runId: string;
  readonly #options: HttpRunLoggerOptions;
  readonly #timer: unknown;
  readonly #points = new WaitingPoints();
  readonly #knownKeys = new Set<string>();
  #runName: string;
  /** When the first of the points that wait came. */
  #waitingSince = 0;
  /** Large writes follow one another. */
  #saving: Promise<unknown> = Promise.resolve();
  #lastNumber = 1;
  #lastBeat = Date.now();
  #failure: TrackingError | undefined;
  #hasEnded = false;

  constructor(options: HttpRunLoggerOptions) {
    const { runId, runName } = options.spool.run;
    this.runId = runId;
    this.#runName = runName;
    this.#options = options;
    this.#timer = unreferenced(setInterval(() => this.#tick(), SPOOL_MS));
  }

  /** The name that the server gave it; until it answers, the one that was wanted. */
  get runName(): string {
    return this.#runName;
  }

  set runName(name: string) {
    this.#runName = name;
  }

  logParams(params: Readonly<Record<string, string | number | boolean>>): void {
    this.#refuseAfterEnd();
    for (const key of Object.keys(params)) checkWord('the key of a param', key);
    this.#add({ kind: 'params' }, { params: plainValues(params) });
    this.#throwFailure();
  }

  /** Sets tags; one that is there gets the new value. */
  setTags(tags: Readonly<Record<string, string>>): void {
    this.#refuseAfterEnd();
    for (const key of Object.keys(tags)) checkWord('the key of a tag', key);
    const texts = Object.entries(tags).map(([key, value]) => [key, String(value)]);
    this.#add({ kind: 'tags' }, { tags: Object.fromEntries(texts) });
    this.#throwFailure();
  }

  logMetrics(points: readonly MetricPoint[]): void {
    this.#refuseAfterEnd();
    for (const point of points) {
      if (!this.#knownKeys.has(point.key)) {
        this.#knownKeys.add(checkWord('the key of a metric', point.key));
      }
      checkPoint(point);
    }
    const now = Date.now();
    if (this.#points.count === 0) this.#waitingSince = now;
    for (const point of points) this.#points.add(point);
    if (now - this.#waitingSince > OVERDUE_MS || this.#points.count >= FULL) {
      this.#spoolInBackground();
    }
    this.#throwFailure();
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    this.#refuseAfterEnd();
    const content = packSnapshot(snapshot);
    const { step, reasons } = snapshot;
    await this.#save({ kind: 'snapshot', step, reasons }, content, () =>
      this.#dropSuperseded(reasons),
    );
  }

  /** Keeps a file with the run. */
  async saveArtifact({ path, bytes, mediaType }: Artifact): Promise<void> {
    this.#refuseAfterEnd();
    checkArtifactPath(path);
    await this.#save({ kind: 'artifact', path, mediaType }, bytes);
  }

  /** The server has everything told so far when it resolves. @throws TrackingError when it has not after so long, or refused something. */
  async flush({
    timeoutMs = this.#options.patienceMs,
  }: {
    timeoutMs?: number;
  } = {}): Promise<void> {
    this.#refuseAfterEnd();
    await this.#saving;
    this.#spoolPoints();
    await this.#settled(timeoutMs);
  }

  /** Ends the run; the server has all of it when it resolves. @throws TrackingError as flush does; what is kept then is sent later. */
  async finish(
    status: Exclude<RunStatus, 'running' | 'lost'>,
    message?: string,
    { timeoutMs = this.#options.patienceMs }: { timeoutMs?: number } = {},
  ): Promise<void> {
    this.#refuseAfterEnd();
    await this.#saving;
    this.#add({ kind: 'finish' }, { status, message });
    this.#hasEnded = true;
    try {
      await this.#settled(timeoutMs);
    } finally {
      clearInterval(this.#timer as number);
    }
  }

  /** The server has all that there was: after the end nothing of it need be kept. */
  emptied(): void {
    if (this.#hasEnded) this.#options.spool.close();
  }

  /** Lets go of the run as it is: for one that never began. */
  abandon(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer as number);
    this.#options.sender.stop();
  }

  async #save(write: Omit<Write, 'time'>, content: Uint8Array, then?: () => void): Promise<void> {
    const time = Date.now();
    const save = async () => {
      // Points logged before it come before it.
      this.#spoolPoints();
      await this.#options.spool.addLarge({ ...write, time }, content);
      then?.();
      this.#told();
    };
    const saved = this.#saving.then(save);
    this.#saving = saved.catch(() => undefined);
    await saved;
    this.#throwFailure();
  }

  /** Of snapshots that still wait, those whose every reason a newer one takes over would be dropped by the server too. */
  #dropSuperseded(reasons: readonly SnapshotReason[]): void {
    const { spool } = this.#options;
    const taken = reasons.filter((reason) => EXCLUSIVE.includes(reason));
    // The first may be under way.
    for (const write of spool.waiting.slice(1, -1)) {
      const isNeedless = write.reasons?.every((reason) => taken.includes(reason));
      if (write.kind === 'snapshot' && isNeedless) spool.drop(write);
    }
  }

  #add(write: Omit<Write, 'time'>, body: object): void {
    this.#spoolPoints();
    this.#options.spool.add({ ...write, time: Date.now() }, jsonBytes(body));
    this.#told();
  }

  #spoolPoints(): void {
    if (this.#points.count === 0) return;
    this.#options.spool.add({ kind: 'metrics', time: Date.now() }, this.#points.pack());
    this.#points.clear();
    this.#told();
  }

  #told(): void {
    this.#lastNumber = this.#options.spool.waiting.at(-1)?.number ?? this.#lastNumber;
    this.#options.sender.wake();
  }

  #spoolInBackground(): void {
    try {
      this.#spoolPoints();
    } catch (error) {
      // The points stay in memory, so that the next try has them too.
      this.#failure = error as TrackingError;
    }
  }

  #tick(): void {
    this.#spoolInBackground();
    const { spool, sender, wire } = this.#options;
    const now = Date.now();
    if (now - Math.max(this.#lastBeat, sender.lastAnswer) < HEARTBEAT_MS) return;
    this.#lastBeat = now;
    spool.touch();
    if (sender.trouble === undefined) void wire.beat(spool.run);
  }

  async #settled(timeoutMs: number): Promise<void> {
    await this.#options.sender.settled(this.#lastNumber, timeoutMs);
    this.#throwFailure();
  }

  /** Throws once what went wrong since the last call. */
  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
    const refusals = this.#options.sender.takeRefusals();
    if (refusals.length > 0) throw new TrackingError('refused', refusals.join(' '));
  }

  #refuseAfterEnd(): void {
    const { over } = this.#options.sender;
    if (over !== undefined) throw new TrackingError('refused', over);
    if (!this.#hasEnded) return;
    throw new TrackingError(
      'ended',
      `Run ${this.runId} has ended; nothing can be logged after that.`,
    );
  }
}
