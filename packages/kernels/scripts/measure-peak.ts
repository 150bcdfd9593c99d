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
const TRIES = 200;
/** What V8 pairs operations by, and what makes it optimise at once instead of some time later. */
const PAIRING = 'experimental-wasm-revectorize';
const OPTIMISING = ['liftoff', 'wasm-lazy-compilation'];

/** What one core does at best in multiply-adds alone, in 10^9 operations a second: a multiply-add counts as two. */
export async function measurePeak(set: InstructionSet): Promise<number> {
  const { file, build, chains } = LOOPS[set];
  const { binary } = await compileAssembly(file, build);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE_BYTES, shared: true });
  new Float32Array(memory.buffer).fill(0.5);
  const module = compileOptimised(binary, set === 'wide');
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const { peak } = instance.exports as { peak(values: number, turns: number): void };
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    const start = performance.now();
    peak(4096, TURNS);
    best = Math.min(best, performance.now() - start);
  }
  return (TURNS * chains * 4 * 2) / best / 1e6;
}

/** Leaves V8 as it was, for the kernels. */
function compileOptimised(binary: Uint8Array<ArrayBuffer>, paired: boolean): WebAssembly.Module {
  const node = nodeFeatures();
  for (const flag of OPTIMISING) node?.setV8Flag(`--no-${flag}`);
  if (paired) node?.setV8Flag(`--${PAIRING}`);
  try {
    return new WebAssembly.Module(binary);
  } finally {
    for (const flag of OPTIMISING) node?.setV8Flag(`--${flag}`);
    if (paired) node?.setV8Flag(`--no-${PAIRING}`);
  }
}
