import { strFromU8, unzipSync, zipSync } from 'fflate';
import { refuseBomb } from './expansion-limit.js';
import { asFormatError } from './format-error.js';

/** Whether a file begins as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** The wanted files of a zip, by name. @throws FormatError when it is damaged, or unpacks to far too much. */
export function readZip(
  bytes: Uint8Array,
  wanted: readonly string[],
): ReadonlyMap<string, Uint8Array> {
  let unpacked = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.includes(name)) return false;
        unpacked += originalSize;
        refuseBomb('the zip', unpacked, bytes.length);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    throw asFormatError(error, 'The zip could not be read, it is damaged or cut off');
  }
}

/** A zip of these files, stored as they are: weights hardly compress. The same files give the same bytes. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: '1980-01-01T00:00:00' });
}

/** Bytes as text. */
export function textOf(bytes: Uint8Array): string {
  return strFromU8(bytes);
}
