import type { Engine, EngineName } from '@peasy/core';

/** An engine that was not taken, and why. */
export interface PassedOver {
  readonly name: EngineName;
  readonly reason: string;
}

export interface EngineChoice {
  readonly engine: Engine;
  readonly passedOver: readonly PassedOver[];
}

/** The wanted engine is unknown here, or cannot run; the message says why and what else there is. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/**
 * Takes the engine that was asked for, or with `auto` the first of `engines` that can run.
 * @throws EngineError when there is none.
 */
export async function chooseEngine(
  wanted: 'auto' | EngineName,
  engines: readonly Engine[],
): Promise<EngineChoice> {
  const names = engines.map((engine) => engine.name).join(', ');
  const candidates = wanted === 'auto' ? engines : engines.filter(({ name }) => name === wanted);
  if (candidates.length === 0) {
    throw new EngineError(`Expected an engine of ${names} or auto, got ${wanted}.`);
  }
  const passedOver: PassedOver[] = [];
  for (const engine of candidates) {
    const reason = await engine.unavailableReason();
    if (reason === undefined) return { engine, passedOver };
    passedOver.push({ name: engine.name, reason });
  }
  throw new EngineError(
    `No engine can run here: ${passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}`,
  );
}
