import {
  type CompileOptions,
  DEVICES,
  type DeviceChoice,
  type Engine,
  type EngineName,
  INSTRUCTION_SETS,
  type InstructionSet,
} from '@peasy/core';
import type { RunDetail } from '@peasy/tracker';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from './exit-codes.js';
import { recordedSet } from './recorded-set.js';
import { UserError } from './user-error.js';

/** Flags that say what to compute with; they change no result, or only its last bits. */
export interface ComputeFlags {
  readonly device?: DeviceChoice;
  readonly threads?: number;
  readonly instructionSet?: 'auto' | InstructionSet;
  readonly deterministic?: boolean;
}

/** The run that goes on, as far as it matters here. */
export type StartedRun = Pick<RunDetail, 'name' | 'engine' | 'environment'>;

/** Adds `--device`, `--threads`, `--instruction-set` and `--deterministic`. */
export function addComputeFlags(command: Command): void {
  command
    .addOption(
      new Option(
        '--device <name>',
        'what to compute on; one that is not there is an error (default: a GPU where there is one)',
      ).choices(['auto', ...DEVICES]),
    )
    .addOption(
      new Option(
        '--threads <n>',
        'threads to compute with: at most 64, and one for 16 photos of a batch (default: one a core)',
      ).argParser(parseThreads),
    )
    .addOption(
      new Option(
        '--instruction-set <name>',
        'of the kernels (default: the best that runs here)',
      ).choices(['auto', ...INSTRUCTION_SETS]),
    )
    .option('--deterministic', 'compute the bits of every other machine: instruction set simd128');
}

function parseThreads(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1) {
    throw new InvalidArgumentError('Expected a whole number of 1 and up.');
  }
  return threads;
}

/**
 * What to compile a run's network with. A run goes on with the instruction set that it was started
 * with, unless a flag names another: results of different ones differ in their last bits.
 * @param engine what computes: only the kernels have threads and instruction sets.
 * @param reasonAgainst why a set cannot run here, or undefined.
 * @throws UserError for flags that contradict each other, and for a set that cannot run here.
 */
export async function computeOptions(
  { threads, instructionSet, deterministic }: ComputeFlags,
  started: StartedRun | undefined,
  engine: EngineName,
  reasonAgainst: (set: InstructionSet) => Promise<string | undefined>,
): Promise<Pick<CompileOptions, 'threads' | 'instructionSet'>> {
  if (engine !== 'kernels') {
    const given = Object.entries({ threads, instructionSet, deterministic });
    const flag = given.find(([, value]) => value !== undefined)?.[0];
    if (flag === undefined) return {};
    throw new UserError(
      `Expected --${FLAG_NAMES[flag] ?? flag} with the kernels engine only, got it with ${engine}. Leave it out.`,
      EXIT.usage,
    );
  }
  if (deterministic && instructionSet !== undefined && instructionSet !== 'simd128') {
    throw new UserError(
      `Expected --instruction-set simd128 with --deterministic, got ${instructionSet}. Leave one of the two out.`,
      EXIT.usage,
    );
  }
  const named = deterministic ? 'simd128' : instructionSet;
  const set = named ?? (started?.engine === 'kernels' ? recordedSet(started) : 'auto');
  const reason = set === 'auto' ? undefined : await reasonAgainst(set);
  if (reason === undefined) return { threads, instructionSet: set };
  throw new UserError(
    named === undefined
      ? `Run ${started?.name} was started with instruction set ${set}, which cannot run here: ${reason}. To go on with another, whose results differ in the last bits, name it: --instruction-set auto.`
      : `Instruction set ${set} cannot run here: ${reason}. Leave --instruction-set out to take the best that does.`,
  );
}

/** Flags whose names are not those of their values. */
const FLAG_NAMES: Readonly<Record<string, string>> = { instructionSet: 'instruction-set' };

/** The engine, compiling with these options. */
export function engineWith(
  engine: Engine,
  options: Pick<CompileOptions, 'device' | 'threads' | 'instructionSet'>,
): Engine {
  return {
    name: engine.name,
    unavailableReason: (device) => engine.unavailableReason(device),
    compile: (network, given) => engine.compile(network, { ...given, ...options }),
  };
}
