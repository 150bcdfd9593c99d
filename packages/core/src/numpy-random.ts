/** Words of state of MT19937, and the distance of its recurrence. */
const STATE_SIZE = 624;
const SHIFT_SIZE = 397;

/**
 * The order that NumPy's legacy generator gives to 0..count-1:
 * `a = numpy.arange(count); numpy.random.RandomState(seed).shuffle(a)`.
 * Sources: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), mt19937ar.c;
 * NumPy's `RandomState.shuffle` and `random_interval`, which its policy keeps frozen (NEP 19).
 * @throws RangeError when the seed is not a whole number of 32 bits or the count is not one below 2^31.
 */
export function numpyShuffle(count: number, seed: number): Int32Array {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`Expected a seed between 0 and ${2 ** 32 - 1}, got ${seed}.`);
  }
  if (!Number.isInteger(count) || count < 0 || count > 0x7fffffff) {
    throw new RangeError(`Expected a count between 0 and ${2 ** 31 - 1}, got ${count}.`);
  }
  const random = new MersenneTwister(seed);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.atMost(i);
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
  return order;
}

/** MT19937, seeded with one 32-bit number (`init_genrand`). */
class MersenneTwister {
  readonly #state = new Uint32Array(STATE_SIZE);
  #position = STATE_SIZE;

  constructor(seed: number) {
    this.#state[0] = seed;
    for (let i = 1; i < STATE_SIZE; i++) {
      const last = this.#state[i - 1];
      this.#state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
    }
  }

  /** Uniform in 0..limit, as `random_interval` draws it: masked to the next power of two, too large ones thrown away. */
  atMost(limit: number): number {
    const mask = 0xffffffff >>> Math.clz32(limit);
    for (;;) {
      const value = (this.#next() & mask) >>> 0;
      if (value <= limit) return value;
    }
  }

  #next(): number {
    if (this.#position === STATE_SIZE) this.#refill();
    let y = this.#state[this.#position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < STATE_SIZE; i++) {
      const y = (state[i] & 0x80000000) | (state[(i + 1) % STATE_SIZE] & 0x7fffffff);
      state[i] = state[(i + SHIFT_SIZE) % STATE_SIZE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}
