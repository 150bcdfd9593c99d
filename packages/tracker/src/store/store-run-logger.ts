import type { Artifact, MetricPoint, RunLogger, RunStatus, Snapshot } from '@peasy/core';
import { type ArtifactFiles, checkArtifactPath } from './artifact-files.js';
import { nextVersion } from './changes.js';
import { checkCount, checkFinite, checkWord, HIGHEST } from './check-words.js';
import { type Connection, tables } from './connection.js';
import { endRun } from './end-run.js';
import { HEARTBEAT_MS } from './liveness.js';
import { PointBuffer } from './point-columns.js';
import { saveSnapshot } from './save-snapshot.js';
import type { OpenRun } from './start-run.js';
import { asStoreError, isBusy, StoreError } from './store-error.js';
import { writeBuffer } from './write-points.js';
import { type Params, writeParams, writeTags } from './write-words.js';

/** Points wait at most this long for the disk, while timers run. */
const FLUSH_MS = 500;
/** A training loop that never yields starves timers; logMetrics then writes by itself once a point has waited this long. */
const OVERDUE_MS = 750;
/** This many points are written at once, so that memory stays bounded; more where there are many metrics, as a page of the file takes a metric's next 50 points for the price of one. */
const FULL_BUFFER = { least: 10_000, perMetric: 50, most: 100_000 };
/** Writes in the background that may fail on a lock before the caller hears of it. */
const PATIENCE = 6;

/** Writes one run straight into the record. Every method that reports to the disk throws a StoreError where it cannot. */
export class StoreRunLogger implements RunLogger {
  readonly runId: string;
  readonly runName: string;
  readonly #connection: Connection;
  readonly #artifacts: ArtifactFiles;
  readonly #segment: number;
  readonly #timer: NodeJS.Timeout;
  readonly #onEnd: (logger: StoreRunLogger) => void;
  readonly #knownKeys = new Set<string>();
  readonly #points = new PointBuffer();
  #lastWrite = Date.now();
  /** When the first of the buffered points came. */
  #waitingSince = 0;
  #failure: StoreError | undefined;
  #busyWrites = 0;
  /** Why nothing can be logged any more. */
  #ended: StoreError | undefined;

  constructor(
    connection: Connection,
    artifacts: ArtifactFiles,
    run: OpenRun,
    onEnd: (logger: StoreRunLogger) => void,
  ) {
    this.runId = run.id;
    this.runName = run.name;
    this.#segment = run.segment;
    this.#connection = connection;
    this.#artifacts = artifacts;
    this.#onEnd = onEnd;
    this.#timer = setInterval(() => this.#writeInBackground(), FLUSH_MS).unref();
  }

  logParams(params: Params): void {
    this.#write(() => writeParams(this.#connection, this.runId, params));
  }

  setTags(tags: Readonly<Record<string, string>>): void {
    this.#write(() => writeTags(this.#connection, this.runId, tags));
  }

  logMetrics(points: readonly MetricPoint[]): void {
    this.#refuseAfterEnd();
    for (const point of points) this.#check(point);
    const now = Date.now();
    if (this.#points.count === 0) this.#waitingSince = now;
    for (const point of points) this.#points.add(point);
    const overdue = now - this.#waitingSince > OVERDUE_MS;
    if (overdue || this.#points.count >= this.#fullBuffer()) this.#writeInBackground();
    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      throw failure;
    }
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    this.#write(() => saveSnapshot(this.#connection, this.runId, this.#segment, snapshot));
  }

  async saveArtifact({ path, bytes, mediaType }: Artifact): Promise<void> {
    checkArtifactPath(path);
    // The file is written within the transaction, so that no purge sweeps it before its row is there.
    this.#write(() => {
      const row = {
        media_type: mediaType,
        bytes: bytes.byteLength,
        sha256: this.#artifacts.keep(bytes),
        created_at: Date.now(),
      };
      this.#connection.run(
        tables
          .insertInto('artifacts')
          .values({ run_id: this.runId, path, ...row })
          .onConflict((conflict) => conflict.columns(['run_id', 'path']).doUpdateSet(row)),
      );
    });
  }

  async flush(): Promise<void> {
    this.#write(() => {});
  }

  async finish(status: Exclude<RunStatus, 'running' | 'lost'>, message?: string): Promise<void> {
    this.#write(() =>
      endRun(this.#connection, this.runId, { status, message, endedAt: Date.now() }),
    );
    this.#end();
  }

  /** Writes what is buffered and leaves the run as it is: for a store that closes. @throws StoreError */
  detach(): void {
    if (this.#ended) return;
    try {
      if (this.#points.count > 0) this.#write(() => {});
    } finally {
      this.#end();
    }
  }

  /** One transaction: what is buffered, the heartbeat, and `work`. */
  #write(work: () => void): void {
    this.#refuseAfterEnd();
    this.#connection.write(() => {
      this.#beat();
      writeBuffer(this.#connection, this.runId, this.#segment, this.#points);
      work();
    });
    this.#points.clear();
    this.#lastWrite = Date.now();
    this.#failure = undefined;
    this.#busyWrites = 0;
  }

  /** Marks the run alive and changed; an end of it elsewhere stops this logger from writing over it. */
  #beat(): void {
    const { changes } = this.#connection
      .prepare(BEAT)
      // Epochs are sums of fractions: one that is whole but for rounding is whole.
      .run(
        Date.now(),
        Math.floor(this.#points.highestEpoch + 1e-6),
        nextVersion(this.#connection),
        this.runId,
        this.#segment,
      );
    if (changes === 0) {
      this.#end(
        `Run ${this.runId} is no longer this process's to write: it was purged, or resumed elsewhere. Stop this one.`,
      );
      throw this.#ended;
    }
  }

  #writeInBackground(): void {
    try {
      if (this.#points.count > 0) {
        this.#write(() => {});
      } else if (Date.now() - this.#lastWrite >= HEARTBEAT_MS - FLUSH_MS / 2) {
        this.#connection.attempt(() =>
          this.#connection.prepare(HEARTBEAT).run(Date.now(), this.runId, this.#segment),
        );
        this.#lastWrite = Date.now();
      }
    } catch (error) {
      // The points stay in memory, so that the next write has them too.
      if (isBusy(error) && ++this.#busyWrites < PATIENCE) return;
      this.#failure = asStoreError(error, this.#connection.file);
    }
  }

  #fullBuffer(): number {
    const { least, perMetric, most } = FULL_BUFFER;
    return Math.min(Math.max(least, this.#knownKeys.size * perMetric), most);
  }

  #check(point: MetricPoint): void {
    const { key, step, epoch, time, value } = point;
    if (!this.#knownKeys.has(key)) this.#knownKeys.add(checkWord('the key of a metric', key));
    // Nearly every point: no words are made for it.
    if (
      typeof value === 'number' &&
      Number.isSafeInteger(step) &&
      step >= 0 &&
      Math.abs(epoch) <= HIGHEST &&
      Math.abs(time) <= HIGHEST
    ) {
      return;
    }
    checkCount(`the step of metric ${point.key}`, point.step);
    checkFinite(`the epoch of metric ${point.key}`, point.epoch);
    checkFinite(`the time of metric ${point.key}`, point.time);
    if (typeof point.value !== 'number') {
      throw new StoreError(
        'invalid',
        `Expected the value of metric ${point.key} to be a number, got ${String(point.value)}.`,
      );
    }
  }

  #refuseAfterEnd(): void {
    if (this.#ended) throw this.#ended;
  }

  #end(words = `Run ${this.runId} has ended; nothing can be logged after that.`): void {
    this.#ended = new StoreError('conflict', words);
    clearInterval(this.#timer);
    this.#onEnd(this);
  }
}

const BEAT = `
UPDATE runs SET heartbeat_at = ?, epochs = max(epochs, ?), version = ?
WHERE id = ? AND segment = ?`;

const HEARTBEAT = 'UPDATE runs SET heartbeat_at = ? WHERE id = ? AND segment = ?';
