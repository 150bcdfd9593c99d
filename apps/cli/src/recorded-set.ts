import {
  type CompiledNetwork,
  type EngineName,
  INSTRUCTION_SETS,
  type InstructionSet,
} from '@peasy/core';
import type { RunDetail } from '@peasy/tracker';

/** What a run's record says of its instruction sets. */
type Recorded = Pick<RunDetail, 'engine' | 'environment'>;

/** The one that a run is computed with, or was last. Runs from before there was a choice took simd128. */
export function recordedSet({ environment }: Pick<Recorded, 'environment'>): InstructionSet {
  return INSTRUCTION_SETS.find((set) => set === environment.instructionSet) ?? 'simd128';
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
  if (recorded.engine !== 'kernels') return { ...now };
  const before = recordedSet(recorded);
  if (now.instructionSet === before) return { ...now };
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
  if (!recorded || !now || recorded.engine !== 'kernels') return undefined;
  const before = recordedSet(recorded);
  if (now.instructionSet === before) return undefined;
  return `Instruction set ${now.instructionSet} from here on, ${before} before: results differ in their last bits from those of an unbroken run. The run's record says so.`;
}

/** What a run's record says of its engines when it goes on with another after so many epochs. */
export function enginesFrom(
  epoch: number,
  { engine, environment }: Recorded,
  now: EngineName,
): RunDetail['environment'] {
  if (now === engine) return {};
  const used = typeof environment.engines === 'string' ? environment.engines : engine;
  return { engines: `${used ?? 'kernels'}, from epoch ${Number(epoch.toFixed(3))} ${now}` };
}

/** Says that a run goes on with another engine than before, or undefined. */
export function changedEngineNotice(
  recorded: Recorded | undefined,
  now: EngineName,
): string | undefined {
  if (!recorded || recorded.engine === now) return undefined;
  return `Engine ${now} from here on, ${recorded.engine} before: results differ from those of an unbroken run, as sums are rounded otherwise. The run's record says so.`;
}
