import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PhotoError } from '../photo-set.js';
import { temporaryPath } from './temporary-files.js';

/** One write of the system takes less than 2 GiB; smaller pieces also let an abort through. */
const PIECE_BYTES = 64 * 2 ** 20;

/**
 * Writes a file so that nobody ever sees a part of it: under a temporary name, flushed to the
 * disk, then renamed. Of two writers at once the later one wins whole.
 * @param what what is written, for the message: "the packed photos".
 * @throws PhotoError when the disk is full or the folder cannot be written to.
 */
export async function writeAtomically(
  path: string,
  chunks: readonly Uint8Array[],
  what: string,
  signal?: AbortSignal,
): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeChunks(temporary, chunks, signal);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    signal?.throwIfAborted();
    throw await writeError(cause as Error, dirname(path), totalBytes(chunks), what);
  }
}

/** Writes the chunks one after the other and flushes them to the disk. */
export async function writeChunks(
  path: string,
  chunks: readonly Uint8Array[],
  signal?: AbortSignal,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        signal?.throwIfAborted();
        await writeWhole(file, chunk.subarray(start, start + PIECE_BYTES));
      }
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A write may take less than it was given, for instance when the disk is just about full. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}

/** Says what could not be written, where, how much room it needs, and what to do. */
export async function writeError(
  cause: NodeJS.ErrnoException,
  folder: string,
  bytesNeeded: number,
  what: string,
): Promise<PhotoError> {
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  const free = full ? await freeBytes(folder) : undefined;
  const room = free === undefined ? '' : `, ${free} are free`;
  const message = full
    ? `Could not write ${what}: the disk is full. ${bytesNeeded} bytes are needed in ${folder}${room}. Free some space, or choose a folder on another disk.`
    : `Could not write ${what} (${bytesNeeded} bytes) in ${folder}: ${cause.message}. Make the folder writable, or choose another one.`;
  return new PhotoError(message, { cause });
}

/**
 * Makes the folder and refuses early, before minutes of work, when it cannot be written to or its
 * disk has too little room.
 * @throws PhotoError as the write itself would.
 */
export async function requireRoom(
  folder: string,
  bytesNeeded: number,
  what: string,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw await writeError(cause as Error, folder, bytesNeeded, what);
  }
  const free = await freeBytes(folder);
  if (free === undefined || free >= bytesNeeded) return;
  const cause = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  throw await writeError(cause, folder, bytesNeeded, what);
}

/** Room on the folder's disk; undefined where the system does not say. */
async function freeBytes(folder: string): Promise<number | undefined> {
  const room = await statfs(folder).catch(() => undefined);
  return room && room.blocks > 0 ? room.bavail * room.bsize : undefined;
}

function totalBytes(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
