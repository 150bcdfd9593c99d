import type { BatchNumbers, Phase, Scene } from '../schedule/phase.js';

/** Those who compute a network's phases: one thread or several, with the same result bit by bit. */
export interface Crew {
  readonly threads: number;
  /** Whether outputs of layers must lie in shared memory. */
  readonly isShared: boolean;
  /** @throws KernelsError when a thread has died: what it was at is half done, so the network cannot be used any more. */
  check(): void;
  /** Shows all threads the photos, and where outputs go, of the phases to come. */
  show(scene: Scene): void;
  /** Runs all items of a phase. @throws KernelsError as `check` does. */
  run(phase: Phase, items: number, numbers: BatchNumbers): Promise<void>;
  /** Ends the threads. */
  dispose(): Promise<void>;
}
