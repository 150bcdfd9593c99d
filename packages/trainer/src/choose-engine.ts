import { type DeviceChoice, type Engine, EngineError, type EngineName } from '@peasy/core';

/** What may compute, and on what `auto` takes it by itself. */
export interface Candidate {
  readonly engine: Engine;
  readonly automatic: Exclude<DeviceChoice, 'auto'>;
}

/** An engine that was not taken, and why. */
export interface PassedOver {
  readonly name: EngineName;
  readonly reason: string;
}

/** The engine that was chosen, and those that were not. */
export interface EngineChoice {
  readonly engine: Engine;
  /** For CompileOptions. */
  readonly device: DeviceChoice;
  readonly passedOver: readonly PassedOver[];
}

/**
 * Takes the engine that was asked for, on the device that was asked for; with `auto` the first of
 * `candidates` that can run on the device it is meant for.
 * @throws EngineError when there is none; the message says why and what else there is.
 */
export async function chooseEngine(
  wanted: 'auto' | EngineName,
  candidates: readonly Candidate[],
  device: DeviceChoice = 'auto',
): Promise<EngineChoice> {
  const isAuto = wanted === 'auto';
  const fitting = candidates.filter(({ engine, automatic }) =>
    isAuto ? device === 'auto' || device === automatic : engine.name === wanted,
  );
  if (fitting.length === 0) {
    const names = candidates.map(({ engine }) => engine.name).join(', ');
    throw new EngineError(`Expected an engine of ${names} or auto, got ${wanted}.`);
  }
  const passedOver: PassedOver[] = [];
  for (const { engine, automatic } of fitting) {
    const on = isAuto ? automatic : device;
    const reason = await engine.unavailableReason(on);
    if (reason === undefined) return { engine, device: on, passedOver };
    passedOver.push({ name: engine.name, reason });
  }
  const where = device === 'gpu' ? 'on a GPU here' : 'here';
  throw new EngineError(
    `No engine can run ${where}: ${passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`,
  );
}
