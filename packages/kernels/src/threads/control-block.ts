import { type BatchNumbers, PHASES, type Phase } from '../schedule/phase.js';

/** Turns of a loop before a thread goes to sleep: some 20 to 50 microseconds, less than waking takes. */
const SPINS = 20_000;

/** Places of int32 words, on cache lines of their own where several threads write. */
const WORD = {
  announced: 0,
  remaining: 16,
  unfinished: 32,
  phase: 48,
  items: 49,
  scene: 50,
} as const;
/** Places of float64 numbers, after the words. */
const NUMBER = { photos: 0, step: 1, learningRate: 2, part: 3 } as const;
const WORDS_BYTES = 256;
const BYTES = 320;

/** What the threads of a phase are told. */
export interface Announcement {
  readonly phase: Phase;
  readonly numbers: BatchNumbers;
  /** Counts the scenes; a thread that has seen fewer looks into its mail. */
  readonly scene: number;
}

/**
 * How threads that share memory tell one another what to do. Items of a phase are taken by counting
 * `remaining` down, so a thread that is busy elsewhere takes fewer and nobody waits for it; a phase
 * has ended when `unfinished` is 0. Everything else is written while both are 0, and read only by a
 * thread that holds an item, so it cannot change under a reader.
 */
export class ControlBlock {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #numbers: Float64Array<SharedArrayBuffer>;

  constructor(buffer = new SharedArrayBuffer(BYTES)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, WORDS_BYTES / 4);
    this.#numbers = new Float64Array(buffer, WORDS_BYTES);
  }

  /** Starts a phase and wakes the threads. */
  announce({ phase, numbers, scene }: Announcement, items: number): void {
    const words = this.#words;
    words[WORD.phase] = PHASES.indexOf(phase);
    words[WORD.items] = items;
    words[WORD.scene] = scene;
    this.#numbers[NUMBER.photos] = numbers.photos;
    this.#numbers[NUMBER.step] = numbers.training?.step ?? -1;
    this.#numbers[NUMBER.learningRate] = numbers.training?.learningRate ?? 0;
    this.#numbers[NUMBER.part] = numbers.part ?? 0;
    Atomics.store(words, WORD.unfinished, items);
    Atomics.store(words, WORD.remaining, items);
    Atomics.add(words, WORD.announced, 1);
    Atomics.notify(words, WORD.announced);
  }

  /** Takes an item of the current phase; undefined when none is left. */
  take(): number | undefined {
    const words = this.#words;
    for (;;) {
      const remaining = Atomics.load(words, WORD.remaining);
      if (remaining <= 0) return undefined;
      if (Atomics.compareExchange(words, WORD.remaining, remaining, remaining - 1) === remaining) {
        return words[WORD.items] - remaining;
      }
    }
  }

  /** The current phase, for a thread that holds an item of it. */
  read(): Announcement {
    const [photos, step, learningRate, part] = this.#numbers;
    return {
      phase: PHASES[this.#words[WORD.phase]],
      numbers: step < 0 ? { photos, part } : { photos, part, training: { step, learningRate } },
      scene: this.#words[WORD.scene],
    };
  }

  /** Number of the scene of the phase that was announced last. */
  get scene(): number {
    return this.#words[WORD.scene];
  }

  /** An item is done; the last one wakes whoever waits for the end of the phase. */
  finish(): void {
    if (Atomics.sub(this.#words, WORD.unfinished, 1) === 1) {
      Atomics.notify(this.#words, WORD.unfinished);
    }
  }

  /** How often phases were announced. */
  get announced(): number {
    return Atomics.load(this.#words, WORD.announced);
  }

  /** Waits for an announcement after `seen` ones. */
  waitForWork(seen: number): void {
    for (let spin = 0; spin < SPINS; spin++) if (this.announced !== seen) return;
    Atomics.wait(this.#words, WORD.announced, seen);
  }

  /** Waits for the end of the phase, at most so long. @returns whether it has ended. */
  waitForEnd(milliseconds: number): boolean {
    const isOver = (): boolean => Atomics.load(this.#words, WORD.unfinished) === 0;
    for (let spin = 0; spin < SPINS; spin++) if (isOver()) return true;
    const until = performance.now() + milliseconds;
    while (!isOver()) {
      const left = until - performance.now();
      if (left <= 0) return false;
      const unfinished = Atomics.load(this.#words, WORD.unfinished);
      if (unfinished > 0) Atomics.wait(this.#words, WORD.unfinished, unfinished, left);
    }
    return true;
  }
}
