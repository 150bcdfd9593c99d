/**
 * Counter-based random numbers: a number is a pure function of (seed, stream, counter), so nothing
 * has to be saved for an exact resume and no order of work changes what is drawn.
 */

/** The integer hash `lowbias32` by Chris Wellons (hash-prospector): a bijection of 32 bits with low bias. */
export function hash32(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Folds numbers into one 32-bit key: the seed first, then what names the stream (layer, step, epoch...). */
export function randomKey(...parts: readonly number[]): number {
  return parts.reduce((key, part) => hash32((key ^ hash32(part + 0x9e3779b9)) + 0x85ebca6b), 0);
}

/** The number at `counter` of the stream `key`: 32 bits, uniform. The kernels draw dropout masks by the same formula. */
export function randomUint32(key: number, counter: number): number {
  return hash32(key ^ counterHash(counter));
}

/** The half of randomUint32 that depends on the counter alone, for who draws at the same counters again and again. */
export function counterHash(counter: number): number {
  return hash32(counter + 0x6a09e667);
}

/** Below it, of 32 random bits, a value is dropped with probability `rate` (0 and up, below 1). */
export function dropoutThreshold(rate: number): number {
  // A rate within 2^-33 of 1 would round to 2^32, which 32 bits do not hold.
  return Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
}

/** A walk along one stream, for code that draws one number after the other. */
export class RandomStream {
  readonly #key: number;
  #counter = 0;

  constructor(...parts: readonly number[]) {
    this.#key = randomKey(...parts);
  }

  /** Uniform in [0, 1), 24 bits. */
  uniform(): number {
    return (randomUint32(this.#key, this.#counter++) >>> 8) / 2 ** 24;
  }

  /** Uniform whole number in [0, limit); limit up to 2^32. Multiply-shift: its bias is below limit / 2^32. */
  below(limit: number): number {
    return Math.floor((randomUint32(this.#key, this.#counter++) / 2 ** 32) * limit);
  }
}

/** Names of streams, so that no two uses of one seed draw the same numbers. */
export const STREAMS = {
  weights: 1,
  shuffle: 2,
  dropout: 3,
  split: 4,
  drawnPhotos: 5,
  augmentation: 6,
  mixup: 7,
} as const;

/** Fisher-Yates over a copy of `indices`, by the stream of `parts`. */
export function shuffled(indices: Int32Array, ...parts: readonly number[]): Int32Array {
  const result = indices.slice();
  const random = new RandomStream(...parts);
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = result[i];
    result[i] = result[j];
    result[j] = held;
  }
  return result;
}
