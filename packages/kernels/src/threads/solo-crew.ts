import {
  type BatchNumbers,
  type Hands,
  type Job,
  type Phase,
  runItem,
  type Scene,
} from '../schedule/phase.js';
import type { Crew } from './crew.js';

/** The calling thread alone: in the page, and where one thread is asked for. */
export class SoloCrew implements Crew {
  readonly threads = 1;
  readonly isShared = false;
  readonly #job: Job;
  readonly #hands: Hands;
  #scene: Scene = { pixels: new Uint8Array(0) };

  constructor(job: Job, hands: Hands) {
    this.#job = job;
    this.#hands = hands;
  }

  check(): void {}

  show(scene: Scene): void {
    this.#scene = scene;
  }

  async run(phase: Phase, items: number, numbers: BatchNumbers): Promise<void> {
    for (let item = 0; item < items; item++) {
      runItem(phase, item, this.#job, this.#scene, this.#hands, numbers);
    }
  }

  async dispose(): Promise<void> {}
}
