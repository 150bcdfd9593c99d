import { createChannel, createSession } from 'better-sse';
import type { Request, Response } from 'express';
import type { ServerEvent } from '../api/types.js';
import type { Store } from '../store/store.js';

/** How often the record is asked for changes, while a page listens. */
const POLL_MS = 300;

/**
 * Tells open pages which runs changed. Training runs in other processes, so the record is polled,
 * only while a page listens; the id of an event is the record's version, so that a page that
 * comes back hears of all it missed.
 */
export class RunEvents {
  readonly #store: Store;
  readonly #report: (error: unknown) => void;
  readonly #channel = createChannel();
  readonly #responses = new Set<Response>();
  #timer: NodeJS.Timeout | undefined;
  #version = 0;
  /** Runs that did not end, and whether they were lost: silence makes no new version. */
  #unended: ReadonlyMap<string, string> = new Map();
  #failing = false;

  constructor(store: Store, report: (error: unknown) => void) {
    this.#store = store;
    this.#report = report;
    this.#channel.on('session-disconnected', () => {
      if (this.#channel.sessionCount <= 1) this.#stop();
    });
  }

  /** Opens a stream of events. `?since=VERSION` asks for what changed after a version, as Last-Event-ID does. */
  async connect(request: Request, response: Response): Promise<void> {
    const changes = this.#changesFor(request);
    const session = await createSession(request, response);
    this.#responses.add(response);
    response.once('close', () => this.#responses.delete(response));
    this.#channel.register(session);
    // Also when nothing changed: its id is where a lost connection takes up again.
    session.push(
      { type: 'runs', runs: changes.runs } satisfies ServerEvent,
      'message',
      `${changes.version}`,
    );
    this.#start();
  }

  /** Ends every stream, so that the server can close. */
  close(): void {
    this.#stop();
    for (const response of this.#responses) response.end();
  }

  #changesFor(request: Request): { version: number; runs: readonly string[] } {
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
    this.#version = this.#store.currentVersion();
    this.#unended = this.#store.unendedRuns();
    this.#timer = setInterval(() => this.#poll(), POLL_MS).unref();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #poll(): void {
    try {
      const changes = this.#store.changedRuns(this.#version);
      const unended = this.#store.unendedRuns();
      const turned = [...unended].filter(([id, status]) => {
        const before = this.#unended.get(id);
        return before !== undefined && before !== status;
      });
      const runs = [...new Set([...changes.runs, ...turned.map(([id]) => id)])];
      this.#version = changes.version;
      this.#unended = unended;
      this.#failing = false;
      if (runs.length === 0) return;
      const event: ServerEvent = { type: 'runs', runs };
      this.#channel.broadcast(event, 'message', { eventId: `${changes.version}` });
    } catch (error) {
      // Once for a row of failures; the next poll tries again.
      if (!this.#failing) this.#report(error);
      this.#failing = true;
    }
  }
}
