import type { NodeThreads } from '../environment.js';
import { WORKER_CODE } from '../generated/worker-code.js';
import { KernelsError } from '../kernels-error.js';
import {
  type BatchNumbers,
  type Hands,
  type Job,
  type Phase,
  runItem,
  type Scene,
} from '../schedule/phase.js';
import { ControlBlock } from './control-block.js';
import type { Crew } from './crew.js';
import { ThreadsRefused } from './threads-refused.js';
import { WorkerThread } from './worker-thread.js';

/** How long the calling thread sleeps before it lets Node tell it whether a worker has died. */
const PATIENCE_MILLISECONDS = 100;

/** The calling thread and worker threads of Node, on one shared memory. */
export class ThreadCrew implements Crew {
  readonly threads: number;
  readonly isShared = true;
  readonly #job: Job;
  readonly #hands: Hands;
  readonly #control = new ControlBlock();
  readonly #workers: readonly WorkerThread[];
  #scene: Scene = { pixels: new Uint8Array(0) };
  #scenes = 0;

  /**
   * Starts `threads - 1` workers; they join as soon as they are up. They do not keep the program
   * running.
   * @throws ThreadsRefused when Node starts none.
   */
  constructor(
    node: NodeThreads,
    threads: number,
    job: Job,
    shared: { readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory },
    hands: Hands,
  ) {
    this.threads = threads;
    this.#job = job;
    this.#hands = hands;
    const control = this.#control.buffer;
    const workers: WorkerThread[] = [];
    try {
      for (let thread = 1; thread < threads; thread++) {
        workers.push(new WorkerThread(node, WORKER_CODE, { ...shared, thread, job, control }));
      }
    } catch (cause) {
      for (const worker of workers) void worker.end();
      throw new ThreadsRefused(threads, cause);
    }
    this.#workers = workers;
  }

  check(): void {
    for (const { ending } of this.#workers) if (ending) throw new KernelsError(ending);
  }

  show(scene: Scene): void {
    this.#scene = scene;
    this.#scenes++;
    for (const worker of this.#workers) worker.send({ ...scene, number: this.#scenes });
  }

  async run(phase: Phase, items: number, numbers: BatchNumbers): Promise<void> {
    this.check();
    this.#control.announce({ phase, numbers, scene: this.#scenes }, items);
    for (let item = this.#control.take(); item !== undefined; item = this.#control.take()) {
      try {
        runItem(phase, item, this.#job, this.#scene, this.#hands, numbers);
      } finally {
        this.#control.finish();
      }
    }
    while (!this.#control.waitForEnd(PATIENCE_MILLISECONDS)) {
      await turnOfTheEventLoop();
      this.check();
    }
    this.#checkItems();
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }

  /** @throws KernelsError when an item of a worker went wrong. */
  #checkItems(): void {
    for (const worker of this.#workers) worker.readComplaint();
    this.check();
  }
}

/** Lets Node deliver what has happened meanwhile. */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}
