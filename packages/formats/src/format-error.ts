/** A network's file that cannot be read, or a network that cannot be written as asked; in words for the person who meets it. */
export class FormatError extends Error {
  override name = 'FormatError';
}

/** The same error, when it is a FormatError, else one that says what was done as it came. */
export function asFormatError(error: unknown, doing: string): FormatError {
  if (error instanceof FormatError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new FormatError(`${doing}: ${reason}`, { cause: error });
}
