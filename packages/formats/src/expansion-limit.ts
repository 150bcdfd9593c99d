import { FormatError } from './format-error.js';

const MIB = 2 ** 20;
/** Weights of 2^28 parameters: many times what an engine here trains. */
const MOST = 2 ** 30;
/** Weights that were trained compress by a few percent; zeros by a thousand. */
const MOST_TIMES = 64;

/**
 * Refuses what would unpack to far more than it is packed into.
 * @param stored bytes in the file. @throws FormatError
 */
export function refuseBomb(what: string, unpacked: number, stored: number): void {
  if (unpacked <= Math.min(MOST, MOST_TIMES * stored + MIB)) return;
  throw new FormatError(
    `Expected ${what} to unpack to at most ${MOST_TIMES} times its ${stored} bytes and to ${MOST / MIB} MiB, and it says ${unpacked} bytes.`,
  );
}
