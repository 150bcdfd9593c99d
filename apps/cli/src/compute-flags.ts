import {
  type CompileOptions,
  DEVICES,
  type DeviceChoice,
  type Engine,
  type EngineName,
  INSTRUCTION_SETS,
  type InstructionSet,
  parseFlag,
  RUN_CONFIG_FIELDS,
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
export type StartedRun = Pick<RunDetail, 'name' | 'engine' | 'device' | 'environment'>;

/** `--device`; `fallback` says what is taken where it is left out. */
export function deviceFlag(fallback: string): Option {
  return new Option(
    '--device <name>',
    `what to compute on; one that is not there is an error (default: ${fallback})`,
  ).choices(['auto', ...DEVICES]);
}

/** Adds `--device`, `--threads`, `--instruction-set` and `--deterministic`. */
export function addComputeFlags(command: Command): void {
  command
    .addOption(deviceFlag('a GPU where there is one; with --resume, what the run was on'))
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

/** What computes where a run is only looked at. */
export interface LookFlags {
  readonly engine?: 'auto' | EngineName;
  readonly device?: DeviceChoice;
}

/** Adds `--engine` and `--device` to a command that looks at a run; `engineLookedWith` reads them. */
export function addLookFlags(command: Command): void {
  const field = RUN_CONFIG_FIELDS.find(({ path }) => path === 'engine')!;
  command
    .addOption(
      new Option(
        `--engine <${field.choices!.join('|')}>`,
        `${field.help}, whatever trained the run (default: kernels; with --device gpu: auto)`,
      ).argParser((text: string) => parseFlag(field, text)),
    )
    .addOption(deviceFlag('a GPU where the engine has one'));
}

/** The engine that is asked for. */
export function engineLookedWith({ engine, device }: LookFlags): 'auto' | EngineName {
  return engine ?? (device === 'gpu' ? 'auto' : 'kernels');
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
  const set = named ?? (started && recordedSet(started)) ?? 'auto';
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
