import { createSession, type Session } from 'better-sse';
import type { Request, Response } from 'express';
import type { ServerEvent } from '../api/types.js';
import type { Changes } from '../store/changes.js';
import type { Store } from '../store/store.js';

/** How often the record is asked for changes, while a page listens. */
const POLL_MS = 300;
/** How often a connection gets a comment when nothing happens, so that nothing between takes it for dead. */
const HEARTBEAT_MS = 10_000;

/** A page that listens. */
interface Listener {
  readonly session: Session;
  readonly response: Response;
  /** The record's version that it has heard of. */
  version: number;
  /** It read too slowly to be told of some change. */
  isBehind: boolean;
}

/** What may be other than usual. */
export interface RunEventsOptions {
  readonly heartbeatMs?: number;
}

/**
 * Tells open pages which runs changed. Training runs in other processes, so the record is polled,
 * once for all pages and only while one listens; the id of an event is the record's version, so that
 * a page that comes back hears of all it missed. What a page has not read yet is not added to: it
 * hears of all it missed when it has read on.
 */
export class RunEvents {
  readonly #store: Store;
  readonly #report: (error: unknown) => void;
  readonly #heartbeatMs: number;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  /** Runs that did not end, and whether they were lost: silence makes no new version. */
  #unended: ReadonlyMap<string, string> = new Map();
  #failing = false;

  constructor(store: Store, report: (error: unknown) => void, options: RunEventsOptions = {}) {
    this.#store = store;
    this.#report = report;
    this.#heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
  }

  /** Opens a stream of events. `?since=VERSION` asks for what changed after a version, as Last-Event-ID does. */
  async connect(request: Request, response: Response): Promise<void> {
    const { version, runs } = this.#changesFor(request);
    const session = await createSession(request, response, { keepAlive: this.#heartbeatMs });
    const listener = { session, response, version, isBehind: false };
    this.#listeners.add(listener);
    response.once('close', () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    });
    // Also when nothing changed: its id is where a lost connection takes up again.
    tell(listener, version, runs);
    this.#start();
  }

  /** Ends every stream, so that the server can close. */
  close(): void {
    this.#stop();
    for (const { response } of this.#listeners) response.end();
  }

  #changesFor(request: Request): Changes {
    const since = request.get('Last-Event-ID') ?? request.query.since;
    const version = this.#store.currentVersion();
    if (typeof since !== 'string') return { version, runs: [] };
    // A version that this record never had: the page knew another one, and everything is new to it.
    const known = /^\d+$/.test(since) && Number(since) <= version;
    const changes = this.#store.changedRuns(known ? Number(since) : 0);
    // Whether a run is lost may have changed unseen as well.
    const runs = new Set([...changes.runs, ...this.#store.unendedRuns().keys()]);
    return { version: changes.version, runs: [...runs] };
  }

  #start(): void {
    if (this.#timer) return;
    this.#unended = this.#store.unendedRuns();
    this.#timer = setInterval(() => this.#poll(), POLL_MS).unref();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #poll(): void {
    try {
      const unended = this.#store.unendedRuns();
      const turned = [...unended].flatMap(([id, status]) => {
        const before = this.#unended.get(id);
        return before !== undefined && before !== status ? [id] : [];
      });
      // Pages have all heard of the same version, but for those that just came or read slowly.
      const since = new Map<number, Changes>();
      for (const listener of this.#listeners) {
        const { version, isBehind, response } = listener;
        if (response.writableNeedDrain) {
          listener.isBehind = true;
          continue;
        }
        const changes = since.get(version) ?? this.#store.changedRuns(version);
        since.set(version, changes);
        const silent = isBehind ? unended.keys() : turned;
        const runs = [...new Set([...changes.runs, ...silent])];
        if (runs.length > 0) tell(listener, changes.version, runs);
        listener.isBehind = false;
      }
      this.#unended = unended;
      this.#failing = false;
    } catch (error) {
      // Once for a row of failures; the next poll tries again.
      if (!this.#failing) this.#report(error);
      this.#failing = true;
    }
  }
}

function tell(listener: Listener, version: number, runs: readonly string[]): void {
  const event: ServerEvent = { type: 'runs', runs };
  listener.session.push(event, 'message', `${version}`);
  listener.version = version;
}
