import type { NewPoint, PointBuffer } from '../store/point-columns.js';
import { PointSpool, type SpooledPoints } from './point-spool.js';

interface OfRun {
  /** What each of its metrics is called in the spool. */
  readonly stored: Map<string, string>;
  count: number;
  first: number;
  last: number;
}

/** Gathers points of several runs that come in any order. */
export class RunSpools {
  readonly #spool: PointSpool;
  readonly #runs = new Map<string, OfRun>();

  /** @param file as PointSpool's. */
  constructor(file: string) {
    this.#spool = new PointSpool(file);
  }

  /** Which runs have points, in the order in which they first came. */
  get runs(): string[] {
    return [...this.#runs.keys()];
  }

  add(run: string, point: NewPoint): void {
    let of = this.#runs.get(run);
    if (!of) {
      of = { stored: new Map(), count: 0, first: Infinity, last: -Infinity };
      this.#runs.set(run, of);
    }
    let stored = of.stored.get(point.key);
    if (stored === undefined) {
      stored = `${run}\0${point.key}`;
      of.stored.set(point.key, stored);
    }
    of.count++;
    if (point.time < of.first) of.first = point.time;
    if (point.time > of.last) of.last = point.time;
    this.#spool.add({ ...point, key: stored });
  }

  /** The points of one run; none where it has none. They are good until the spools are closed. */
  of(run: string): SpooledPoints {
    const spool = this.#spool;
    const of = this.#runs.get(run);
    return {
      count: of?.count ?? 0,
      times: of && { first: of.first, last: of.last },
      *batches(): Iterable<PointBuffer> {
        for (const [key, stored] of of?.stored ?? []) yield* spool.batchesOf(stored, key);
      },
      close() {},
    };
  }

  close(): void {
    this.#spool.close();
  }
}
