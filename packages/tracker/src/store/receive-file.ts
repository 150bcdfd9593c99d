import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArtifactFiles } from './artifact-files.js';
import { asStoreError, StoreError } from './store-error.js';

/** A whole file that no row names yet. */
export interface ReceivedFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Kept free for the record itself. */
const RESERVED_BYTES = 64 * 2 ** 20;
/** How a stream ends whose sender has gone. */
const CUT_OFF = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET'];
/** The disk is looked at again after so many bytes. */
const CHECK_BYTES = 16 * 2 ** 20;

/**
 * Writes what comes to a file beside the artifacts, piece by piece, whatever its size. A stream
 * that is cut off leaves nothing.
 * @param expected its bytes, where they are known: more than the disk has is refused at once.
 * @throws StoreError
 */
export async function receiveFile(
  artifacts: ArtifactFiles,
  content: Readable,
  expected: number,
): Promise<ReceivedFile> {
  const file = artifacts.newIncoming();
  refuseTooLarge(dirname(file), expected);
  const hash = createHash('sha256');
  let bytes = 0;
  let checked = 0;
  const measured = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      // Others write too, and a stream may not say its length.
      if (bytes - checked < CHECK_BYTES) return done(null, chunk);
      checked = bytes;
      if (spareBytes(dirname(file)) > 0) return done(null, chunk);
      return done(
        new StoreError(
          'diskFull',
          fullWords(
            `filled the disk of the artifacts after ${bytes} bytes of it, and nothing of it was kept`,
          ),
        ),
      );
    },
  });
  const written = createWriteStream(file, { flush: true });
  try {
    await pipeline(content, measured, written);
  } catch (error) {
    // Its space is free only when nobody has it open.
    if (!written.closed) await once(written, 'close').catch(() => {});
    rmSync(file, { force: true });
    if (CUT_OFF.includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw new StoreError('invalid', 'The upload was cut off; nothing of it was kept.');
    }
    throw asStoreError(error, file);
  }
  return { file, sha256: hash.digest('hex'), bytes };
}

function refuseTooLarge(folder: string, expected: number): void {
  const spare = spareBytes(folder);
  if (!(expected > spare)) return;
  throw new StoreError(
    'diskFull',
    fullWords(`of ${expected} bytes does not fit: the disk of the artifacts has ${spare} to spare`),
  );
}

const fullWords = (why: string) =>
  `The file ${why}. Free some space (\`peasy purge\` empties the trash) and try again.`;

/** What the disk has beyond what is kept free. */
function spareBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.max(0, bavail * bsize - RESERVED_BYTES);
}
