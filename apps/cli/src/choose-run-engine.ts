import { type DeviceChoice, EngineError, type EngineName } from '@peasy/core';
import { type Candidate, chooseEngine, type EngineChoice } from '@peasy/trainer';
import type { StartedRun } from './compute-flags.js';
import { isOnGpu } from './recorded-engine.js';
import { UserError } from './user-error.js';

/** What the command line says of it. */
export interface WantedEngine {
  readonly engine: 'auto' | EngineName;
  /** Whether that was named by a flag; else it is what the config says. */
  readonly isNamed: boolean;
  readonly device?: DeviceChoice;
}

/**
 * What computes a run. One that goes on stays with its engine, and on a GPU where it was on one,
 * unless a flag says otherwise: results of different ones differ, and a CPU takes many times as long.
 * @throws EngineError where there is none; UserError where a run cannot go on as it was.
 */
export async function chooseRunEngine(
  { engine, isNamed, device }: WantedEngine,
  started: StartedRun | undefined,
  candidates: readonly Candidate[],
): Promise<EngineChoice> {
  if (!started) return chooseEngine(engine, candidates, device);
  const before = (started.engine ?? 'kernels') as EngineName;
  const wanted = isNamed ? engine : before;
  const staysOnGpu = device === undefined && wanted === before && isOnGpu(started);
  try {
    return await chooseEngine(wanted, candidates, staysOnGpu ? 'gpu' : device);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (staysOnGpu) {
      throw new UserError(
        `Run ${started.name} was trained on ${started.device}. ${error.message}. To go on without that, with results that are rounded otherwise, say so: --device cpu, --engine kernels or --engine auto.`,
      );
    }
    if (isNamed) throw error;
    throw new UserError(
      `Run ${started.name} was trained with engine ${wanted}. ${error.message}. To go on with another, name it: --engine auto.`,
    );
  }
}
