import {
  closeSync,
  fstatSync,
  ftruncateSync,
  futimesSync,
  mkdirSync,
  openSync,
  read,
  rmSync,
  writeSync,
} from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeptWrite, RunSpool, SpooledRun, Write } from '../spool.js';
import { TrackingError } from '../tracking-error.js';
import { contentStart, frameBytes, readFrames } from './spool-frames.js';

const readAt = promisify(read);

/** What begins a spool file. */
export interface SpoolHead extends SpooledRun {
  readonly spool: 1;
  /** The program that logs, while it does, and where that number means something. */
  readonly pid: number;
  readonly host: string;
}

/** Name of the file with a run's writes, in a folder of the run's own; large contents lie beside it. */
export const SPOOL_FILE = 'writes.spool';
/** A file whose every write the server has is begun anew when it is larger. */
const WORN_BYTES = 2 ** 20;

type Placed = KeptWrite & { readonly offset?: number };

/** Keeps the writes of one run in a folder, until the server has them. */
export class FileSpool implements RunSpool {
  readonly run: SpooledRun;
  readonly place: string;
  /** Bytes at the end of the file that were no whole write, and were cut off. */
  readonly torn: number;
  readonly #fd: number;
  #waiting: Placed[] = [];
  #number = 0;
  /** Where the next write goes. */
  #end = 0;
  /** Where the first write is. */
  #start = 0;
  #isOpen = true;

  private constructor(place: string, fd: number, run?: SpooledRun) {
    this.place = place;
    this.#fd = fd;
    if (run) {
      this.run = run;
      this.torn = 0;
      const head: SpoolHead = { spool: 1, pid: process.pid, host: hostname(), ...run };
      this.#append(head, new Uint8Array());
      this.#start = this.#end;
      return;
    }
    const { size } = fstatSync(fd);
    let head: SpoolHead | undefined;
    const end = readFrames(fd, size, ({ head: said, offset, bytes }) => {
      if (!head) {
        head = said as SpoolHead;
        this.#start = offset + bytes;
      } else this.#takeBack(said as Placed | { drop: number }, offset);
    });
    this.run = checkHead(head, place);
    this.torn = size - end;
    if (this.torn > 0) ftruncateSync(fd, end);
    this.#end = end;
  }

  /** Begins the spool of a run in a folder of spools. @throws TrackingError */
  static create(folder: string, run: SpooledRun): FileSpool {
    const place = join(folder, run.runId);
    try {
      // What is logged, and where to, is nobody else's business.
      mkdirSync(place, { recursive: true, mode: 0o700 });
      return new FileSpool(place, openSync(join(place, SPOOL_FILE), 'ax+', 0o600), run);
    } catch (error) {
      throw asSpoolError(error, place);
    }
  }

  /** Opens what a program left. @throws TrackingError */
  static open(place: string): FileSpool {
    try {
      return new FileSpool(place, openSync(join(place, SPOOL_FILE), 'a+'));
    } catch (error) {
      throw asSpoolError(error, place);
    }
  }

  /** What a spool says of itself, without touching it. @throws TrackingError */
  static headOf(place: string): SpoolHead {
    let fd: number | undefined;
    try {
      fd = openSync(join(place, SPOOL_FILE), 'r');
      let head: SpoolHead | undefined;
      readFrames(fd, fstatSync(fd).size, ({ head: said }) => {
        head = said as SpoolHead;
        return false;
      });
      return checkHead(head, place);
    } catch (error) {
      throw asSpoolError(error, place);
    } finally {
      if (fd !== undefined) closeSync(fd);
    }
  }

  get waiting(): readonly KeptWrite[] {
    return this.#waiting;
  }

  add(write: Write, content: Uint8Array): void {
    const kept = { ...write, number: this.#number + 1, bytes: content.byteLength };
    const offset = this.#append(kept, content);
    this.#number++;
    this.#waiting.push({ ...kept, offset });
  }

  async addLarge(write: Write, content: Uint8Array): Promise<void> {
    const body = join(this.place, `${this.#number + 1}-${write.time}.body`);
    try {
      await writeFile(body, content, { flush: true, mode: 0o600 });
    } catch (error) {
      rmSync(body, { force: true });
      throw asSpoolError(error, body);
    }
    // Small writes may have come meanwhile: its number is that of now.
    const kept = { ...write, number: this.#number + 1, bytes: content.byteLength, body };
    this.#append(kept, new Uint8Array());
    this.#number++;
    this.#waiting.push(kept);
  }

  async read(write: KeptWrite): Promise<Uint8Array> {
    const { offset, bytes } = write as Placed;
    try {
      if (offset === undefined) return await readFile((write as BodyWrite).body);
      const content = new Uint8Array(bytes);
      await readAt(this.#fd, content, 0, bytes, offset);
      return content;
    } catch (error) {
      throw asSpoolError(error, this.place);
    }
  }

  acknowledge(number: number): void {
    this.#let((write) => write.number <= number);
    if (this.#waiting.length > 0 || this.#end < WORN_BYTES || !this.#isOpen) return;
    ftruncateSync(this.#fd, this.#start);
    this.#end = this.#start;
  }

  drop({ number }: KeptWrite): void {
    if (!this.#isOpen) return;
    this.#append({ drop: number }, new Uint8Array());
    this.#let((write) => write.number === number);
  }

  touch(): void {
    const now = new Date();
    if (this.#isOpen) futimesSync(this.#fd, now, now);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
    if (this.#waiting.length === 0) rmSync(this.place, { recursive: true, force: true });
  }

  /** A write as the file has it, of a program that ended. */
  #takeBack(said: Placed | { drop: number }, offset: number): void {
    if ('drop' in said) {
      this.#waiting = this.#waiting.filter(({ number }) => number !== said.drop);
      return;
    }
    this.#number = said.number;
    this.#waiting.push('body' in said ? said : { ...said, offset });
  }

  #let(isDone: (write: KeptWrite) => boolean): void {
    for (const write of this.#waiting) {
      if (isDone(write) && 'body' in write) rmSync((write as BodyWrite).body, { force: true });
    }
    this.#waiting = this.#waiting.filter((write) => !isDone(write));
  }

  /** Writes one frame, whole or not at all. @returns where its content is. */
  #append(head: object, content: Uint8Array): number {
    const frame = frameBytes(head, content);
    try {
      for (let done = 0; done < frame.byteLength; ) {
        done += writeSync(this.#fd, frame, done, frame.byteLength - done);
      }
    } catch (error) {
      // A full disk takes a part of it.
      ftruncateSync(this.#fd, this.#end);
      throw asSpoolError(error, this.place);
    }
    const offset = this.#end + contentStart(frame);
    this.#end += frame.byteLength;
    return offset;
  }
}

function checkHead(head: SpoolHead | undefined, place: string): SpoolHead {
  if (head?.spool === 1) return head;
  throw new TrackingError('spool', `${place} is no spool of Peasy's. It was left as it is.`);
}

/** A write whose content is a file of its own. */
type BodyWrite = KeptWrite & { readonly body: string };

function asSpoolError(error: unknown, place: string): TrackingError {
  if (error instanceof TrackingError) return error;
  const cause = error as NodeJS.ErrnoException;
  const words =
    cause.code === 'ENOSPC' || cause.code === 'EDQUOT'
      ? `The disk is full: what the server does not have yet cannot be kept in ${place}. Free some space.`
      : `What the server does not have yet cannot be kept in ${place}: ${cause.message}.`;
  return new TrackingError('spool', words, { cause });
}
