import type { KernelExports } from '../src/generated/kernels-wasm.js';
import { operationsOf, shapeOf } from './kernel-work.js';

/** A call of a kernel: the same place in every step does the same work. */
interface Call {
  readonly kernel: string;
  readonly shape: string;
  /** The quickest yet. */
  milliseconds: number;
  operations: number;
}

/** What a kernel comes to in a step, over all calls of one shape. */
export interface KernelTime {
  readonly name: string;
  readonly calls: number;
  readonly milliseconds: number;
  readonly operations: number;
}

/** Kernels that are listed for each shape. */
const HEAVY = /conv|matmul|dense|multiply|winograd.*put/i;

/**
 * Kernels that note how long each call of a step takes, and keep the best of all steps call by call:
 * others use the cores too, and hardly leave a whole step alone.
 */
export class TimedKernels {
  readonly kernels: KernelExports;
  readonly #memory: ArrayBufferLike;
  #calls: Call[] = [];
  #next = 0;

  constructor(kernels: KernelExports, memory: ArrayBufferLike) {
    this.#memory = memory;
    const timed = Object.entries(kernels).map(([name, kernel]) => [
      name,
      (...values: number[]) => this.#time(name, kernel, values),
    ]);
    this.kernels = Object.fromEntries(timed) as KernelExports;
  }

  /** The next call is the first of a step. */
  startStep(): void {
    this.#next = 0;
  }

  /** Forgets what it noted, for instance while code was still being compiled. */
  forget(): void {
    this.#calls = [];
  }

  /** By kernel and shape, those that take longest first. */
  times(): KernelTime[] {
    const sums = new Map<string, KernelTime>();
    for (const { kernel, shape, milliseconds, operations } of this.#calls) {
      const name = HEAVY.test(kernel) ? `${kernel}(${shape})` : kernel;
      const sum = sums.get(name) ?? { name, calls: 0, milliseconds: 0, operations: 0 };
      sums.set(name, {
        name,
        calls: sum.calls + 1,
        milliseconds: sum.milliseconds + milliseconds,
        operations: sum.operations + operations,
      });
    }
    return [...sums.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  }

  #time(kernel: string, run: unknown, values: number[]): unknown {
    const start = performance.now();
    const result = (run as (...values: number[]) => unknown)(...values);
    const milliseconds = performance.now() - start;
    const call = this.#calls[this.#next];
    if (call) call.milliseconds = Math.min(call.milliseconds, milliseconds);
    else {
      const operations = operationsOf(kernel, values, this.#memory);
      this.#calls.push({ kernel, shape: shapeOf(kernel, values), milliseconds, operations });
    }
    this.#next++;
    return result;
  }
}
