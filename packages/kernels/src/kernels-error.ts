/** Something that the engine was given does not fit: the message says what was expected, what came, and what to do. */
export class KernelsError extends Error {
  override name = 'KernelsError';
}
