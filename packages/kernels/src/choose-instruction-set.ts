import { type CompileOptions, INSTRUCTION_SETS, type InstructionSet } from '@peasy/core';
import { checkInstructionSet } from './check-instruction-set.js';
import { type NodeFeatures, nodeFeatures } from './environment.js';
import { switchOn } from './instruction-sets.js';
import { KernelsError } from './kernels-error.js';

/** Best first. */
const BEST_FIRST = INSTRUCTION_SETS.toReversed();

/** Why a set cannot be used in this program, or undefined: found out once. */
const reasons = new Map<InstructionSet, Promise<string | undefined>>();

/**
 * The instruction set to compute with: the one asked for, or the best that runs here and computes
 * the reference steps. In a page it is simd128.
 * @throws KernelsError when the one asked for cannot run here, with those that can, and MemoryRefused
 * when there is too little memory to find out: with a lesser set there would be no more.
 */
export async function chooseInstructionSet(
  { instructionSet, deterministic }: Pick<CompileOptions, 'instructionSet' | 'deterministic'>,
  node: NodeFeatures | undefined,
): Promise<InstructionSet> {
  const asked = instructionSet ?? 'auto';
  if (asked !== 'auto' && !INSTRUCTION_SETS.includes(asked)) {
    throw new KernelsError(
      `Expected instructionSet to be auto, ${INSTRUCTION_SETS.join(', ')}, got ${JSON.stringify(asked)}.`,
    );
  }
  if (deterministic && asked !== 'auto' && asked !== 'simd128') {
    throw new KernelsError(
      `Expected instructionSet simd128 with deterministic, got ${asked}: only simd128 computes the same bits on every machine. Leave one of the two out.`,
    );
  }
  if (deterministic) return 'simd128';
  if (asked === 'auto') return bestSet(node);
  const reason = await reasonAgainst(asked, node);
  if (reason === undefined) return asked;
  throw new KernelsError(
    `Instruction set ${asked} cannot run here: ${reason}. Here run: ${(await runnable(node)).join(', ')}.`,
  );
}

/**
 * Why a set cannot be used here, or undefined.
 * @throws MemoryRefused when there is too little memory to find out.
 */
export function reasonAgainst(
  set: InstructionSet,
  node: NodeFeatures | undefined,
): Promise<string | undefined> {
  if (set === 'simd128') return Promise.resolve(undefined);
  if (!node) return Promise.resolve('in a page the kernels are built for simd128 only');
  if (!node.sharesMemory) {
    return Promise.resolve('it is built for shared memory, which this Node lacks');
  }
  let reason = reasons.get(set);
  if (!reason) {
    const missing = switchOn(set, node);
    reason = missing === undefined ? checkInstructionSet(set) : Promise.resolve(missing);
    reasons.set(set, reason);
    // Memory may be there at another time.
    reason.catch(() => reasons.delete(set));
  }
  return reason;
}

async function bestSet(node: NodeFeatures | undefined): Promise<InstructionSet> {
  for (const set of BEST_FIRST) if ((await reasonAgainst(set, node)) === undefined) return set;
  return 'simd128';
}

async function runnable(node: NodeFeatures | undefined): Promise<InstructionSet[]> {
  const sets: InstructionSet[] = [];
  for (const set of INSTRUCTION_SETS) {
    if ((await reasonAgainst(set, node)) === undefined) sets.push(set);
  }
  return sets;
}

/** Why an instruction set cannot be used in this program, in a clause, or undefined. Never throws. */
export async function instructionSetMissing(set: InstructionSet): Promise<string | undefined> {
  try {
    return await reasonAgainst(set, nodeFeatures());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
