import type { InstructionSet } from '@peasy/core';
import { MemoryRefused } from './memory-refused.js';
import { REFERENCE_JOBS, type ReferenceJob, referenceRounds } from './reference-steps.js';

/** A set that fuses multiply and add rounds otherwise than simd128, whose losses are the reference. */
const TOLERANCE = 1e-4;

/**
 * Trains the reference steps with a set, by each way through the kernels.
 * @returns what is wrong with the set, or undefined.
 * @throws MemoryRefused, which says nothing about the set.
 */
export async function checkInstructionSet(
  set: InstructionSet,
  jobs: readonly ReferenceJob[] = REFERENCE_JOBS,
): Promise<string | undefined> {
  for (const job of jobs) {
    try {
      const wrong = await checkJob(job, set);
      if (wrong !== undefined) return `${wrong} (the ${job.way} way)`;
    } catch (error) {
      if (error instanceof MemoryRefused) throw error;
      return `the reference steps of the ${job.way} way ended with "${error instanceof Error ? error.message : error}"`;
    }
  }
  return undefined;
}

async function checkJob(job: ReferenceJob, set: InstructionSet): Promise<string | undefined> {
  const [first, ...others] = await referenceRounds(job, set);
  for (const other of others) {
    if (other.join() !== first.join()) return 'it does not compute the same values twice';
  }
  // The same operations in pairs: V8 may not change a bit of them, and its pairing is experimental.
  if (set === 'wide' && (await referenceRounds(job, 'relaxed'))[0].join() !== first.join()) {
    return 'it does not compute the bits of relaxed';
  }
  for (const [step, expected] of job.losses.entries()) {
    // Written so that a NaN fails.
    if (!(Math.abs(first[step] / expected - 1) < TOLERANCE)) {
      return `its loss of reference step ${step} is ${first[step]} instead of ${expected}`;
    }
  }
  return undefined;
}
