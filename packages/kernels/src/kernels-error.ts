import { EngineError } from '@peasy/core';

/** Something that the engine was given does not fit: the message says what was expected, what came, and what to do. */
export class KernelsError extends EngineError {
  override name = 'KernelsError';
}
