import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { type NewPoint, PointBuffer, type PointColumns } from '../store/point-columns.js';

/** Points that are held before they go to the disk: 6 MB of them. */
const HELD = 200_000;
/** Points that are given back at a time. */
const BATCH = 100_000;
const COLUMNS = ['step', 'epoch', 'time', 'value'] as const;

/** Points of one run that were read and wait to be written. */
export interface SpooledPoints {
  readonly count: number;
  /** Earliest and latest time of a point, in milliseconds since 1970; none: there is no point. */
  readonly times: { readonly first: number; readonly last: number } | undefined;
  /** Metric by metric, in the order in which they first came; each batch is of one metric. */
  batches(): Iterable<PointBuffer>;
  close(): void;
}

interface Block {
  readonly at: number;
  readonly length: number;
}

/**
 * Gathers points of any number, in a file when they are many: a source is read at its own pace, and
 * the record is locked only while it takes them.
 */
export class PointSpool implements SpooledPoints {
  readonly #file: string;
  #handle: number | undefined;
  #size = 0;
  #held = new PointBuffer();
  readonly #blocks = new Map<string, Block[]>();
  #count = 0;
  #first = Infinity;
  #last = -Infinity;

  /** @param file a path that is free; it is made only for many points. */
  constructor(file: string) {
    this.#file = file;
  }

  get count(): number {
    return this.#count;
  }

  get times() {
    return this.#count === 0 ? undefined : { first: this.#first, last: this.#last };
  }

  add(point: NewPoint): void {
    this.#held.add(point);
    this.#count++;
    if (point.time < this.#first) this.#first = point.time;
    if (point.time > this.#last) this.#last = point.time;
    if (this.#held.count >= HELD) this.#spill();
  }

  *batches(): Iterable<PointBuffer> {
    for (const key of this.keys()) yield* this.batchesOf(key, key);
  }

  /** The metrics that have points, in the order in which they first came. */
  keys(): string[] {
    if (this.#handle !== undefined) this.#spill();
    const held = [...this.#held.entries()].map(([key]) => key);
    return this.#handle === undefined ? held : [...this.#blocks.keys()];
  }

  /** The points of one metric, under another name. */
  *batchesOf(stored: string, key: string): Iterable<PointBuffer> {
    if (this.#handle !== undefined) this.#spill();
    let batch = new PointBuffer();
    for (const { step, epoch, time, value, length } of this.#columnsOf(stored)) {
      for (let at = 0; at < length; at++) {
        batch.add({ key, step: step[at], epoch: epoch[at], time: time[at], value: value[at] });
        if (batch.count >= BATCH) {
          yield batch;
          batch = new PointBuffer();
        }
      }
    }
    if (batch.count > 0) yield batch;
  }

  close(): void {
    if (this.#handle === undefined) return;
    closeSync(this.#handle);
    this.#handle = undefined;
    remove(this.#file);
  }

  #spill(): void {
    if (this.#handle === undefined) {
      this.#handle = openSync(this.#file, 'wx+');
      // Gone with the process, however it ends; where that is not possible, close takes it away.
      remove(this.#file);
    }
    for (const [key, points] of this.#held.entries()) {
      const blocks = this.#blocks.get(key) ?? [];
      this.#blocks.set(key, blocks);
      blocks.push({ at: this.#size, length: points.length });
      for (const column of COLUMNS) {
        const bytes = new Uint8Array(points[column].buffer, 0, points.length * 8);
        writeAll(this.#handle, bytes, this.#size);
        this.#size += bytes.length;
      }
    }
    this.#held = new PointBuffer();
  }

  *#columnsOf(key: string): Iterable<PointColumns> {
    const held = this.#held.columnsOf(key);
    if (held) yield held;
    for (const block of this.#blocks.get(key) ?? []) yield this.#read(block);
  }

  #read({ at, length }: Block): PointColumns {
    const numbers = new Float64Array(length * COLUMNS.length);
    readSync(this.#handle!, new Uint8Array(numbers.buffer), 0, numbers.byteLength, at);
    const column = (index: number) => numbers.subarray(index * length, (index + 1) * length);
    const columns = COLUMNS.map((name, index) => [name, column(index)]);
    return { ...Object.fromEntries(columns), length } as PointColumns;
  }
}

/** The system may write less than it is asked to; on a full disk the next write says so. */
function writeAll(handle: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(handle, bytes, done, bytes.length - done, at + done);
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already, or an open file that this system does not let go.
  }
}
