import type { InstructionSet } from '@peasy/core';
import type { NodeFeatures } from './environment.js';
import type { KernelVariant } from './kernel-module.js';

/** What is known of an instruction set. */
interface SetDescription {
  /** For `device`. */
  readonly title: string;
  readonly variant: KernelVariant;
  /** What to switch on in V8 for good, where it is not on already. */
  readonly flag?: string;
  /** The first major version of Node with it, and the first without it again. */
  readonly since: number;
  readonly before?: number;
}

/** Of Node, on shared memory. */
export const SETS: Readonly<Record<InstructionSet, SetDescription>> = {
  simd128: { title: 'wasm simd128', variant: 'simd128-shared', since: 20 },
  // On by itself from Node 22 on.
  relaxed: {
    title: 'wasm relaxed simd',
    variant: 'relaxed-shared',
    flag: '--experimental-wasm-relaxed-simd',
    since: 20,
  },
  // V8 pairs 128-bit operations into 256-bit ones when it optimises. Node 22 knows the flag and gains
  // nothing; the V8 of Node 26 ends the whole program at some of our kernels, which no check could catch.
  wide: {
    title: 'wasm relaxed simd, 256 bits',
    variant: 'wide-shared',
    since: 24,
    before: 25,
  },
};

/** () -> v128: f32x4.relaxed_madd of three splats of 0. */
const RELAXED_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 28, 1, 26, 0],
  ...[67, 0, 0, 0, 0, 253, 19, 67, 0, 0, 0, 0, 253, 19, 67, 0, 0, 0, 0, 253, 19, 253, 133, 2, 11],
);

/** Switches a set on, for kernels that are compiled from now on. @returns why that cannot be, or undefined. */
export function switchOn(set: InstructionSet, node: NodeFeatures): string | undefined {
  const { flag, since, before = Number.POSITIVE_INFINITY } = SETS[set];
  const major = Number.parseInt(node.version, 10);
  if (major < since || major >= before) {
    const which = Number.isFinite(before)
      ? `${since === before - 1 ? since : `${since} to ${before - 1}`}`
      : `${since} or later`;
    return `it needs Node ${which}, this is ${node.version}`;
  }
  if (set === 'simd128') return undefined;
  if (flag && !WebAssembly.validate(RELAXED_MODULE)) node.setV8Flag(flag);
  if (!WebAssembly.validate(RELAXED_MODULE))
    return `it needs relaxed SIMD, which this Node, ${node.version}, lacks`;
  return undefined;
}
