import type { KeptWrite, RunSpool } from './spool.js';
import { unreferenced } from './timers.js';
import { TrackingError } from './tracking-error.js';
import { joinPoints } from './waiting-points.js';
import type { Answer, Wire } from './wire.js';

/** What a person may want to hear of. */
export interface SendingEvent {
  /** `waiting`: the server is away, and everything is kept. `connected`: it is back. `denied`, `refused`: as TrackingError has it. `torn`: the end of a spool was cut off. */
  readonly kind: 'waiting' | 'connected' | 'denied' | 'refused' | 'torn';
  readonly message: string;
}

/** What a Sender takes. */
export interface SenderOptions {
  readonly spool: RunSpool;
  readonly wire: Wire;
  /** The program of the run lives: what it told is of now, however long it waited. */
  readonly isLive: boolean;
  readonly onEvent?: (event: SendingEvent) => void;
  /** The server gave the run this name. */
  readonly onName?: (name: string) => void;
  /** The server has all that there was. */
  readonly onEmpty?: () => void;
}

interface Waiter {
  readonly number: number;
  readonly settle: (error?: TrackingError) => void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;
/** Metrics of so many bytes go in one request. */
const REQUEST_BYTES = 2 ** 22;

/** Sends what a spool keeps, one request after the other, until the server has it. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #refusals: string[] = [];
  readonly #waiters = new Set<Waiter>();
  #isWorking = false;
  #isStopped = false;
  #failures = 0;
  /** A write may be stored though no answer came. */
  #isUnsure: boolean;
  /** Up to this number writes go one by one: one of them was refused with the others. */
  #singly = 0;
  /** Why the server cannot be asked now. */
  #trouble: Exclude<Answer, { kind: 'stored' | 'refused' }> | undefined;
  /** Why nothing of the run can be sent any more. */
  #over: string | undefined;
  #overReason: string | undefined;
  #wakeUp: (() => void) | undefined;
  /** When the server last answered; milliseconds since 1970. */
  lastAnswer = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#isUnsure = !options.isLive;
  }

  /** Why the server does not take anything now, in its words or about it; undefined: it does. */
  get trouble(): string | undefined {
    return this.#overReason ?? this.#trouble?.message;
  }

  /** Why nothing can be sent any more: there is no such run. */
  get over(): string | undefined {
    return this.#over;
  }

  /** There is something to send. */
  wake(): void {
    if (this.#isWorking || this.#isStopped || this.#over !== undefined) return;
    this.#isWorking = true;
    void this.#work();
  }

  /** Sends no more; a request under way goes on. */
  stop(): void {
    this.#isStopped = true;
    this.#wakeUp?.();
  }

  /** Writes that the server refused since the last call, in its words. */
  takeRefusals(): string[] {
    return this.#refusals.splice(0);
  }

  /**
   * Resolves when the server has every write up to a number, or has refused it.
   * @throws TrackingError `unsent` after so many milliseconds, `denied` when the token is not enough, `refused` when there is no such run.
   */
  settled(number: number, patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      // A timer in any case: it keeps the program alive, as the awaited promise cannot.
      const timer = setTimeout(
        () => waiter.settle(this.#unsent()),
        Math.min(patienceMs, 2 ** 31 - 1),
      );
      const waiter: Waiter = {
        number,
        settle: (error) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          if (error) reject(error);
          else resolve();
        },
      };
      this.#waiters.add(waiter);
      this.#settle();
      this.wake();
    });
  }

  async #work(): Promise<void> {
    const { spool } = this.#options;
    while (!this.#isStopped && this.#over === undefined && spool.waiting.length > 0) {
      const answer = this.#isUnsure ? await this.#askHowFar() : await this.#sendNext();
      if (answer === undefined) continue;
      if (answer.kind === 'stored') {
        const before = spool.waiting.length;
        spool.acknowledge(answer.acknowledged);
        this.lastAnswer = Date.now();
        // That it answers a small question does not say that it takes what failed.
        if (spool.waiting.length < before) this.#heard();
        if (answer.name !== undefined) this.#options.onName?.(answer.name);
      } else if (answer.kind !== 'refused') {
        this.#isUnsure = true;
        this.#tell(answer);
        this.#settle();
        await this.#rest(answer.kind === 'denied' ? LONGEST_DELAY_MS : this.#nextDelay());
      }
      this.#settle();
    }
    // In the same turn as the look at what waits: who adds something later wakes it again.
    this.#isWorking = false;
    if (spool.waiting.length === 0) this.#options.onEmpty?.();
  }

  async #askHowFar(): Promise<Answer | undefined> {
    const { spool, wire } = this.#options;
    const answer = await wire.acknowledged(spool.run);
    if (answer.kind === 'stored') this.#isUnsure = false;
    if (answer.kind !== 'refused') return answer;
    this.#isUnsure = false;
    // No such run: it is to begin, or it is gone.
    if (spool.waiting[0].kind !== 'start') this.#end(answer.message);
    return undefined;
  }

  async #sendNext(): Promise<Answer | undefined> {
    const { spool, wire, isLive } = this.#options;
    const writes = this.#next();
    const contents = await this.#read(writes);
    if (!contents) return undefined;
    const content = writes[0].kind === 'metrics' ? joinPoints(contents) : contents[0];
    const last = writes.at(-1)!;
    // What begins and ends a run says when; what is told between says that it lives.
    const isTimed = !isLive || last.kind === 'start' || last.kind === 'finish';
    const age = isTimed ? Date.now() - last.time : 0;
    const answer = await wire.send(spool.run, writes, content, age);
    if (answer.kind === 'refused') await this.#refused(writes, answer);
    return answer;
  }

  /** Their contents; undefined when one of them is gone, which is told. */
  async #read(writes: readonly KeptWrite[]): Promise<Uint8Array[] | undefined> {
    const contents: Uint8Array[] = [];
    for (const write of writes) {
      try {
        contents.push(await this.#options.spool.read(write));
      } catch (error) {
        this.#giveUp(write, `${nameOf(write)} cannot be sent: ${(error as Error).message}`);
        return undefined;
      }
    }
    return contents;
  }

  /** The next write, or all next ones of metrics. */
  #next(): KeptWrite[] {
    const { waiting } = this.#options.spool;
    const [first] = waiting;
    if (first.kind !== 'metrics' || first.number <= this.#singly) return [first];
    let bytes = 0;
    let count = 0;
    while (
      count < waiting.length &&
      waiting[count].kind === 'metrics' &&
      (count === 0 || bytes + waiting[count].bytes <= REQUEST_BYTES)
    ) {
      bytes += waiting[count++].bytes;
    }
    return waiting.slice(0, count);
  }

  async #refused(
    writes: readonly KeptWrite[],
    { status, message }: { status: number; message: string },
  ): Promise<void> {
    const { spool, wire } = this.#options;
    const [first] = writes;
    const last = writes.at(-1)!;
    this.#heard();
    if (status === 404 || first.kind === 'start') return this.#end(message);
    if (status === 409) {
      // Perhaps it has some of them.
      const answer = await wire.acknowledged(spool.run);
      if (answer.kind !== 'stored') {
        this.#isUnsure = true;
        return;
      }
      if (answer.acknowledged >= first.number) return spool.acknowledge(answer.acknowledged);
    }
    if (first !== last) {
      this.#singly = last.number;
      return;
    }
    this.#giveUp(first, `The server does not take ${nameOf(first)}: ${message}`);
  }

  #giveUp(write: KeptWrite, message: string): void {
    this.#options.spool.drop(write);
    this.#refusals.push(message);
    this.#options.onEvent?.({ kind: 'refused', message });
  }

  /** Nothing of this run can be sent any more. */
  #end(message: string): void {
    const { run, place } = this.#options.spool;
    const kept = place === undefined ? '' : ` What it was told is kept in ${place}.`;
    this.#overReason = message;
    this.#over = `The server does not take run ${run.runName} (${run.runId}): ${message}${kept}`;
    this.#options.onEvent?.({ kind: 'refused', message: this.#over });
  }

  #settle(): void {
    const first = this.#options.spool.waiting[0]?.number ?? Infinity;
    for (const waiter of [...this.#waiters]) {
      if (this.#over !== undefined) waiter.settle(new TrackingError('refused', this.#over));
      else if (waiter.number < first) waiter.settle();
      else if (this.#trouble?.kind === 'denied') waiter.settle(this.#unsent());
    }
  }

  #unsent(): TrackingError {
    const { spool } = this.#options;
    const { place, waiting, run } = spool;
    const writes = waiting.length === 1 ? '1 write' : `${waiting.length} writes`;
    const kept = place === undefined ? 'kept in memory' : `kept in ${place}`;
    const why = this.#trouble?.message ?? `${run.url} has not answered yet.`;
    const code = this.#trouble?.kind === 'denied' ? 'denied' : 'unsent';
    return new TrackingError(
      code,
      `${why} Until the server has all of run ${run.runName}, ${writes} of it stay ${kept}.`,
    );
  }

  #tell(answer: Exclude<Answer, { kind: 'stored' | 'refused' }>): void {
    const isNew = this.#trouble?.kind !== answer.kind;
    this.#trouble = answer;
    if (!isNew) return;
    const kind = answer.kind === 'denied' ? 'denied' : 'waiting';
    this.#options.onEvent?.({ kind, message: this.#unsent().message });
  }

  #heard(): void {
    this.lastAnswer = Date.now();
    this.#failures = 0;
    if (!this.#trouble) return;
    this.#trouble = undefined;
    this.#options.onEvent?.({ kind: 'connected', message: 'The server answers again.' });
  }

  /** Twice as long with every failure, and never for all clients at the same moment. */
  #nextDelay(): number {
    const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures++);
    return delay * (0.5 + Math.random() / 2);
  }

  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeUp = resolve;
      unreferenced(setTimeout(resolve, milliseconds));
    });
  }
}

function nameOf({ kind, path, step }: KeptWrite): string {
  if (kind === 'artifact') return `artifact ${path}`;
  return kind === 'snapshot' ? `the snapshot of step ${step}` : `${kind}`;
}
