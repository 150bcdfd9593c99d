import type { RunDetail, RunRow, Series } from '@peasy/tracker/api';
import type { BucketColumns, BucketQuery } from '../api/buckets.js';
import { ApiProblem, fetchRun, fetchRuns, fetchSeries } from '../api/client.js';
import { listenToServer } from '../api/events.js';
import { RunBatch } from '../api/run-batch.js';
import { mergeRuns } from '../runs/merge.js';
import { CurveStore } from './curve-store.js';
import { Observers } from './observers.js';
import { type Cached, VersionedCache } from './versioned-cache.js';

/** `connecting`: not heard of the server yet. `lost`: it was there and is not. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Changes within this time are asked for together. */
const GATHER_MS = 200;
/** From so many changed runs on, the list is one request and they would be more. */
const MANY_RUNS = 4;
/** A run becomes lost by what it does not do, so running runs are looked at now and then. */
const LOOK_AGAIN_MS = 15_000;

/** What the page knows of the runs, kept up to date by the server's events. */
export class RunsStore extends Observers {
  /** Newest first, without the trash. */
  runs: readonly RunRow[] = [];
  /** Whether the list was ever read. */
  loaded = false;
  connection: Connection = 'connecting';
  /** Why the list could not be read, in the server's words. */
  problem: string | undefined;

  readonly #details = new VersionedCache<RunDetail>(() => this.notify());
  readonly #series = new VersionedCache<readonly Series[]>(() => this.notify());
  readonly #batch = new RunBatch(fetchSeries);
  readonly #curves = new CurveStore(() => this.notify());
  readonly #changed = new Set<string>();
  #gathering: ReturnType<typeof setTimeout> | undefined;

  /** Starts reading and listening. Returns what ends it. */
  start(): () => void {
    const stopListening = listenToServer({
      onOpen: () => this.#come(),
      onLost: () => this.#lose(),
      onEvent: ({ runs }) => this.#gather(runs),
    });
    const timer = setInterval(() => {
      if (this.runs.some((run) => run.status === 'running')) void this.#readAll();
    }, LOOK_AGAIN_MS);
    void this.#readAll();
    return () => {
      stopListening();
      clearInterval(timer);
      clearTimeout(this.#gathering);
    };
  }

  /** A run with its params, environment, snapshots; an older version of it while a newer one comes. */
  detail(run: RunRow): Cached<RunDetail> {
    return this.#details.get(run.id, run.version, () => fetchRun(run.id));
  }

  /** The named series of a run; older ones while newer ones come. */
  series(run: RunRow, keys: readonly string[]): Cached<readonly Series[]> {
    const key = [run.id, ...keys].join('\n');
    return this.#series.get(key, run.version, () => this.#batch.load(run.id, keys));
  }

  /** Metrics of a run in buckets; what is asked for in one turn is one request. */
  buckets(run: RunRow, query: BucketQuery): Cached<readonly BucketColumns[]> {
    return this.#curves.get(run, query);
  }

  #come(): void {
    const wasLost = this.connection === 'lost';
    this.connection = 'live';
    this.#details.retry();
    this.#series.retry();
    this.#curves.retry();
    this.notify();
    // What happened meanwhile was not told.
    if (wasLost) void this.#readAll();
  }

  #lose(): void {
    if (this.connection === 'lost') return;
    this.connection = 'lost';
    this.notify();
  }

  #gather(ids: readonly string[]): void {
    for (const id of ids) this.#changed.add(id);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      void (changed.length > MANY_RUNS ? this.#readAll() : this.#readSome(changed));
    }, GATHER_MS);
  }

  async #readAll(): Promise<void> {
    try {
      const runs = await fetchRuns();
      const ids = new Set(runs.map((run) => run.id));
      const gone = this.runs.filter((run) => !ids.has(run.id)).map((run) => run.id);
      this.runs = mergeRuns(this.runs, runs, gone);
      this.loaded = true;
      this.problem = undefined;
    } catch (error) {
      // Without an answer at all the connection says so; an answer that is an error has words.
      if (error instanceof ApiProblem) this.problem = error.message;
      else this.#lose();
    }
    this.notify();
  }

  async #readSome(ids: readonly string[]): Promise<void> {
    const answers = await Promise.allSettled(ids.map((id) => fetchRun(id)));
    const changed: RunDetail[] = [];
    const gone: string[] = [];
    answers.forEach((answer, i) => {
      if (answer.status === 'fulfilled') changed.push(answer.value);
      else if (answer.reason instanceof ApiProblem && answer.reason.status === 404) {
        gone.push(ids[i]);
      }
    });
    for (const run of changed) this.#details.put(run.id, run.version, run);
    this.runs = mergeRuns(this.runs, changed, gone);
    this.notify();
  }
}
