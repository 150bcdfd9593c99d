import { type CompiledNetwork, INSTRUCTION_SETS, type InstructionSet } from '@peasy/core';
import type { RunDetail } from '@peasy/tracker';

/** What a run's record says of its instruction sets. */
type Recorded = Pick<RunDetail, 'engine' | 'environment'>;

/**
 * The one that the kernels compute a run with, or did last, whatever engine came after; undefined
 * where they never did. Runs from before there was a choice took simd128.
 */
export function recordedSet({ engine, environment }: Recorded): InstructionSet | undefined {
  const recorded = INSTRUCTION_SETS.find((set) => set === environment.instructionSet);
  if (recorded) return recorded;
  const engines = [engine, environment.engines].join(' ');
  return engines.includes('kernels') ? 'simd128' : undefined;
}

/**
 * What changes in a run's record when it goes on after so many epochs: the set and the threads of
 * now, and, when the set is another, all of them with the epoch from which each was used.
 */
export function settingsFrom(
  epoch: number,
  recorded: Recorded,
  now: CompiledNetwork['settings'],
): RunDetail['environment'] {
  if (!now) return {};
  const before = recordedSet(recorded);
  if (before === undefined || now.instructionSet === before) return { ...now };
  const { instructionSets } = recorded.environment;
  const used = typeof instructionSets === 'string' ? instructionSets : before;
  const from = Number(epoch.toFixed(3));
  return { ...now, instructionSets: `${used}, from epoch ${from} ${now.instructionSet}` };
}

/** Says that a run goes on with another instruction set than before, or undefined. */
export function changedSetNotice(
  recorded: Recorded | undefined,
  now: CompiledNetwork['settings'],
): string | undefined {
  const before = recorded && recordedSet(recorded);
  if (!now || before === undefined || now.instructionSet === before) return undefined;
  return `Instruction set ${now.instructionSet} from here on, ${before} before: results differ in their last bits from those of an unbroken run. The run's record says so.`;
}
