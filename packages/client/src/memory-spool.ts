import type { KeptWrite, RunSpool, SpooledRun, Write } from './spool.js';

/** Keeps writes in memory: for the page. What the server does not have when the page closes is lost. */
export class MemorySpool implements RunSpool {
  readonly run: SpooledRun;
  readonly place = undefined;
  readonly #contents = new Map<number, Uint8Array>();
  #waiting: KeptWrite[] = [];
  #number = 0;

  constructor(run: SpooledRun) {
    this.run = run;
  }

  get waiting(): readonly KeptWrite[] {
    return this.#waiting;
  }

  add(write: Write, content: Uint8Array): void {
    const number = ++this.#number;
    this.#contents.set(number, content);
    this.#waiting.push({ ...write, number, bytes: content.byteLength });
  }

  async addLarge(write: Write, content: Uint8Array): Promise<void> {
    this.add(write, content);
  }

  async read({ number }: KeptWrite): Promise<Uint8Array> {
    return this.#contents.get(number)!;
  }

  acknowledge(number: number): void {
    this.#keep((write) => write.number > number);
  }

  drop({ number }: KeptWrite): void {
    this.#keep((write) => write.number !== number);
  }

  touch(): void {}

  close(): void {}

  #keep(isKept: (write: KeptWrite) => boolean): void {
    for (const write of this.#waiting) if (!isKept(write)) this.#contents.delete(write.number);
    this.#waiting = this.#waiting.filter(isKept);
  }
}
