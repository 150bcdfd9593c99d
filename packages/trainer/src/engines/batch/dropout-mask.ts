import { counterHash, dropoutThreshold, randomKey, STREAMS } from '@peasy/core';

/** Where a mask is drawn: all that it depends on but its rate. */
export interface MaskPlace {
  readonly seed: number;
  /** Global step, from 0. */
  readonly step: number;
  /** Index of the dropout layer in its network. */
  readonly position: number;
}

/**
 * Draws the factors of a dropout layer, 0 or 1 / (1 - rate), the same as every other engine: value i
 * of a batch is dropped where randomUint32(key, i) is below rate · 2^32. Half of that hash depends on
 * the counter alone and is computed once; the rest has no branch, which would be foretold wrongly.
 */
export class DropoutMask {
  readonly #counters: Int32Array;
  readonly #threshold: number;
  readonly #scale: number;

  /** @param count values of the largest batch: photos times the layer's size. @param rate 0 and up, below 1. */
  constructor(count: number, rate: number) {
    this.#counters = Int32Array.from({ length: count }, (_, i) => counterHash(i));
    this.#threshold = dropoutThreshold(rate) | 0;
    this.#scale = new Int32Array(Float32Array.of(1 / (1 - rate)).buffer)[0];
  }

  /** Writes the factors of a step's first `to.length` values. */
  draw({ seed, step, position }: MaskPlace, to: Float32Array): void {
    const counters = this.#counters;
    if (to.length > counters.length) {
      throw new RangeError(`Expected at most ${counters.length} values, got ${to.length}.`);
    }
    const key = randomKey(seed, STREAMS.dropout, position, step) | 0;
    const bits = new Int32Array(to.buffer, to.byteOffset, to.length);
    const limit = this.#threshold;
    const scale = this.#scale;
    for (let i = 0; i < bits.length; i++) {
      let x = key ^ counters[i];
      x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
      x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
      x ^= x >>> 16;
      // The borrow of x - limit, both unsigned: 1 where x is below it (Hacker's Delight, 2-13).
      const dropped = ((~x & limit) | (~(x ^ limit) & (x - limit))) >>> 31;
      bits[i] = (dropped - 1) & scale;
    }
  }
}
