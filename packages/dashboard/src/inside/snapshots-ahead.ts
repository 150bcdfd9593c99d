import type { NetworkCalls, SnapshotNetwork } from './network-calls.js';

/** Weights that are loaded ahead, in bytes. */
const AHEAD_BYTES = 256 * 2 ** 20;
/** Loads that are under way at once: one a thread. */
const AT_ONCE = 2;

/** A snapshot that may be asked for. */
export interface ComingSnapshot extends SnapshotNetwork {
  /** Of its weights. */
  readonly bytes: number;
}

/** Loads snapshots before the slider comes to them. */
export class SnapshotsAhead {
  readonly #calls: Pick<NetworkCalls, 'prepare'>;
  readonly #asked = new Set<string>();
  #wanted: readonly ComingSnapshot[] = [];
  #underWay = 0;

  constructor(calls: Pick<NetworkCalls, 'prepare'>) {
    this.#calls = calls;
  }

  /** Says which may come, the likeliest first; what was wanted before and has not begun is dropped. */
  want(snapshots: readonly ComingSnapshot[]): void {
    let bytes = 0;
    this.#wanted = snapshots.filter((one) => {
      bytes += one.bytes;
      return bytes <= AHEAD_BYTES && !this.#asked.has(one.snapshot);
    });
    this.#load();
  }

  #load(): void {
    while (this.#underWay < AT_ONCE && this.#wanted.length > 0) {
      const [next, ...others] = this.#wanted;
      this.#wanted = others;
      this.#asked.add(next.snapshot);
      this.#underWay++;
      // What cannot be loaded is said where it is shown.
      this.#calls
        .prepare(next)
        .catch(() => this.#asked.delete(next.snapshot))
        .finally(() => {
          this.#underWay--;
          this.#load();
        });
    }
  }
}
