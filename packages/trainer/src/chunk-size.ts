/** Milliseconds of work that are asked for at once: long beside one reading back, short for a wish to stop. */
const CHUNK_MS = 250;

/** More are not asked for at once, however quick: their photos all wait on the device. */
const MOST_STEPS = 256;

/** How many steps to ask an engine for at once, by the time that the last ones took. */
export class ChunkSize {
  #steps = 1;
  /** Of the last chunks; the newest weigh most. */
  #milliseconds = 0;
  #measured = 0;

  get steps(): number {
    return this.#steps;
  }

  /** A chunk of so many steps took so long. It may have been shorter than was asked for. */
  measure(steps: number, milliseconds: number): void {
    this.#milliseconds = this.#milliseconds / 2 + milliseconds;
    this.#measured = this.#measured / 2 + steps;
    const fitting = Math.floor((CHUNK_MS * this.#measured) / this.#milliseconds);
    // Quick first steps may only have been put into a queue: no more than twice as many at a time.
    this.#steps = Math.max(1, Math.min(fitting, 2 * this.#steps, MOST_STEPS));
  }
}
