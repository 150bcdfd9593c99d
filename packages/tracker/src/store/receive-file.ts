import { createHash } from 'node:crypto';
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
  const measured = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  try {
    await pipeline(content, measured, createWriteStream(file, { flush: true }));
  } catch (error) {
    rmSync(file, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') {
      throw new StoreError('invalid', 'The upload was cut off; nothing of it was kept.');
    }
    throw asStoreError(error, file);
  }
  return { file, sha256: hash.digest('hex'), bytes };
}

function refuseTooLarge(folder: string, expected: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.max(0, bavail * bsize - RESERVED_BYTES);
  if (!(expected > free)) return;
  throw new StoreError(
    'diskFull',
    `The file of ${expected} bytes does not fit: the disk of the artifacts has ${free} bytes to spare. Free some space (\`peasy purge\` empties the trash) and try again.`,
  );
}
