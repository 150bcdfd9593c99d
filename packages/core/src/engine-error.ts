/** What an engine was given, or found, that it cannot work with; the message says what to do. */
export class EngineError extends Error {
  override name = 'EngineError';
}
