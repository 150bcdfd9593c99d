import type { RunDetail, RunRow } from '@peasy/tracker/api';
import type { BucketColumns, BucketQuery } from '../api/buckets.js';
import { ApiProblem, fetchRun, fetchRuns } from '../api/client.js';
import { listenToServer } from '../api/events.js';
import { type RunLook, runLooks } from '../runs/look.js';
import { mergeRuns } from '../runs/merge.js';
import { findRun } from '../runs/reference.js';
import { CurveStore } from './curve-store.js';
import { Observers } from './observers.js';
import { type Cached, VersionedCache } from './versioned-cache.js';

/** `connecting`: not heard of the server yet. `lost`: it was there and is not. */
export type Connection = 'connecting' | 'live' | 'lost';

/** So many of the newest runs are always known; others when they are asked for. */
export const NEWEST = 200;
/** Changes within this time are asked for together. */
const GATHER_MS = 200;
/** From so many changed runs on, the list is one request and they would be more. */
const MANY_RUNS = 4;
/** A run becomes lost by what it does not do, so running runs are looked at now and then. */
const LOOK_AGAIN_MS = 15_000;

/** What the page knows of the runs, kept up to date by the server's events. */
export class RunsStore extends Observers {
  /** The newest ones and those that were asked for, newest first, without the trash. */
  runs: readonly RunRow[] = [];
  /** Looks of those, by id. */
  looks: ReadonlyMap<string, RunLook> = new Map();
  /** How many runs there are outside the trash. */
  total = 0;
  connection: Connection = 'connecting';
  /** Why the list could not be read, in the server's words. */
  problem: string | undefined;
  /** Grows whenever runs changed, known ones or not. */
  changes = 0;

  readonly #details = new VersionedCache<RunDetail>(() => this.notify());
  readonly #curves = new CurveStore(() => this.notify());
  readonly #changed = new Set<string>();
  /** References that were asked for and mean no known run; `pending` ones have no answer yet. */
  readonly #asked = new Map<string, 'pending' | 'missing'>();
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #listRead = false;
  /** Start of the oldest run of the list; empty: the list has all. */
  #oldest = '';

  /** Whether the list was read, and every run that was asked for is known or known to be none. */
  get loaded(): boolean {
    return this.#listRead && ![...this.#asked.values()].includes('pending');
  }

  /** The newest runs, newest first: what a list beside every view shows. */
  get newest(): readonly RunRow[] {
    return this.runs.filter((run) => run.startedAt >= this.#oldest);
  }

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

  /** Makes the runs that references mean known, where they are not. */
  want(references: readonly string[]): void {
    if (!this.#listRead) return;
    for (const reference of references) {
      if (reference === '' || this.#asked.has(reference) || findRun(this.runs, reference)) continue;
      this.#asked.set(reference, 'pending');
      void this.#ask(reference);
    }
  }

  /** A run with its params, environment, snapshots; an older version of it while a newer one comes. */
  detail(run: RunRow): Cached<RunDetail> {
    return this.#details.get(run.id, run.version, () => fetchRun(run.id));
  }

  /** Metrics of a run in buckets; what is asked for in one turn is one request. */
  buckets(run: RunRow, query: BucketQuery): Cached<readonly BucketColumns[]> {
    return this.#curves.get(run, query);
  }

  #come(): void {
    const wasLost = this.connection === 'lost';
    this.connection = 'live';
    this.#details.retry();
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
      if (changed.length === 0) return;
      void (changed.length > MANY_RUNS ? this.#readAll(changed) : this.#readSome(changed));
    }, GATHER_MS);
  }

  /** Reads the newest runs anew, and those known beside them that changed. */
  async #readAll(changed: readonly string[] = []): Promise<void> {
    try {
      const { runs, total } = await fetchRuns('', NEWEST);
      const ids = new Set(runs.map((run) => run.id));
      this.#oldest = runs.length < total ? (runs.at(-1)?.startedAt ?? '') : '';
      const gone = this.newest.filter((run) => !ids.has(run.id)).map((run) => run.id);
      this.total = total;
      this.#listRead = true;
      this.problem = undefined;
      for (const [reference, state] of this.#asked) {
        if (state === 'missing') this.#asked.delete(reference);
      }
      this.changes++;
      this.#put(runs, gone);
      const others = this.runs.filter(({ id }) => !ids.has(id) && changed.includes(id));
      if (others.length > 0) await this.#readSome(others.map(({ id }) => id));
    } catch (error) {
      // Without an answer at all the connection says so; an answer that is an error has words.
      if (error instanceof ApiProblem) this.problem = error.message;
      else this.#lose();
      this.notify();
    }
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
    const known = new Set(this.runs.map(({ id }) => id));
    const come = changed.filter(({ id, trashedAt }) => trashedAt === null && !known.has(id));
    const left = [...gone, ...changed.filter((run) => run.trashedAt !== null).map(({ id }) => id)];
    this.changes++;
    this.#put(changed, gone);
    // How many there are is known to the server only.
    if (come.length > 0 || left.length > 0) await this.#readAll();
  }

  async #ask(reference: string): Promise<void> {
    try {
      const run = await fetchRun(reference);
      this.#asked.delete(reference);
      if (run.trashedAt === null) this.#details.put(run.id, run.version, run);
      else this.#asked.set(reference, 'missing');
      this.#put([run]);
    } catch (error) {
      this.#asked.set(reference, 'missing');
      if (!(error instanceof ApiProblem)) this.#lose();
      this.notify();
    }
  }

  #put(changed: readonly RunRow[], gone: readonly string[] = []): void {
    this.runs = mergeRuns(this.runs, changed, gone);
    this.looks = runLooks(this.runs);
    this.notify();
  }
}
