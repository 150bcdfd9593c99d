import type { InstructionSet } from '@peasy/core';
import { nodeFeatures } from '../src/environment.js';
import { PAGE_BYTES } from '../src/kernel-module.js';
import { compileAssembly } from './compile-assembly.js';

/** Of each instruction set: its loop in assembly/peak, the build, and sums of four values a turn. */
const LOOPS = {
  simd128: { file: 'peak/plain.ts', build: 'simd128-shared', chains: 10 },
  relaxed: { file: 'peak/fused.ts', build: 'relaxed-shared', chains: 12 },
  wide: { file: 'peak/wide.ts', build: 'wide-shared', chains: 24 },
} as const;
const TURNS = 50_000;
/** Long enough for V8 to optimise the loop meanwhile. */
const MILLISECONDS = 1500;
/** V8 pairs operations only where it compiles everything by its optimising compiler. */
const WIDE_FLAGS = ['experimental-wasm-revectorize', 'no-liftoff', 'no-wasm-lazy-compilation'];

/** What one core does at best in multiply-adds alone, in 10^9 operations a second: a multiply-add counts as two. */
export async function measurePeak(set: InstructionSet): Promise<number> {
  const { file, build, chains } = LOOPS[set];
  const { binary } = await compileAssembly(file, build);
  if (set === 'wide') for (const flag of WIDE_FLAGS) nodeFeatures()?.setV8Flag(`--${flag}`);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE_BYTES, shared: true });
  new Float32Array(memory.buffer).fill(0.5);
  // At once: V8 may compile on the side by other flags.
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const { peak } = instance.exports as { peak(values: number, turns: number): void };
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + MILLISECONDS;
  while (performance.now() < end) {
    const start = performance.now();
    peak(4096, TURNS);
    best = Math.min(best, performance.now() - start);
  }
  return (TURNS * chains * 4 * 2) / best / 1e6;
}
