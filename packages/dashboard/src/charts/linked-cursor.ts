/** How a chart is told of the cursor: at every frame in which it moved, and once when it rests. */
export type CursorListener = (when: 'moved' | 'rested') => void;

/** So long without a move, and the cursor rests. */
const REST_MS = 90;

/**
 * The one cursor of several charts. Moves are told once a frame however many events come, so that a
 * chart under the pointer draws what is there and the others move a line; what takes longer, as
 * words and numbers of all charts, waits until it rests.
 */
export class LinkedCursor {
  /** Where it is; undefined: nowhere. */
  x: number | undefined;
  /** The run whose curve is near. */
  near: string | undefined;
  /** The chart that it was moved on. */
  source: object | undefined;

  readonly #listeners = new Set<CursorListener>();
  #frame: number | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** Calls back until the returned function is called. */
  subscribe(listener: CursorListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Moves it; `near` is the run whose curve is near. */
  move(x: number | undefined, near: string | undefined, source: object): void {
    if (x === this.x && near === this.near) return;
    this.x = x;
    this.near = near;
    this.source = source;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#tell('moved');
    });
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), REST_MS);
  }

  /** Moves it for good, as a key does: everything is told at once. */
  put(x: number | undefined, source: object): void {
    this.x = x;
    this.near = undefined;
    this.source = source;
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#resting);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#tell('moved');
    this.#tell('rested');
  }

  #tell(when: 'moved' | 'rested'): void {
    for (const listener of this.#listeners) listener(when);
  }
}
