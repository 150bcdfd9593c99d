import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { requireRoom, writeError } from '../cache/write-atomically.js';
import { PhotoError } from '../photo-set.js';
import { BrokenConnectionError, downloadOnce } from './download.js';

/**
 * Microsoft's public archive of the photos that the Kaggle competition "Dogs vs. Cats" took its
 * 25,000 from, and its size in bytes.
 */
export const PHOTO_ARCHIVE_URL =
  'https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/kagglecatsanddogs_5340.zip';
/** Its size. */
export const PHOTO_ARCHIVE_BYTES = 824_887_076;

/** How far a download is. */
export interface FetchProgress {
  /** Bytes on the disk, those of earlier attempts included. */
  readonly done: number;
  readonly total: number | undefined;
  /** Bytes that were there before this call. */
  readonly resumedFrom: number;
}

/** Where to put the archive, and where it comes from. */
export interface FetchPhotosOptions {
  /** The workspace's data folder; made if need be. */
  readonly folder: string;
  /** Microsoft's archive unless told. */
  readonly url?: string;
  /** The size that the file must have; of Microsoft's archive it is known. */
  readonly expectedBytes?: number;
  /** Called for every piece that arrives. */
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
}

/** A connection that breaks is taken up again this often in a row without a byte of progress. */
const FRUITLESS_ATTEMPTS = 3;
const PAUSE_MS = 300;

/**
 * Downloads the archive into a folder. What is there of an earlier attempt (`<name>.part`) is
 * continued, if the server still has the same file. The archive gets its name when it is whole.
 * @returns the path of the archive.
 * @throws PhotoError when offline, the file is not there or has another size, or the disk is
 * full; the signal's reason when aborted. What has arrived is kept, to go on later.
 */
export async function fetchPhotos(options: FetchPhotosOptions): Promise<string> {
  const { folder, url = PHOTO_ARCHIVE_URL, signal } = options;
  const expectedBytes =
    options.expectedBytes ?? (url === PHOTO_ARCHIVE_URL ? PHOTO_ARCHIVE_BYTES : undefined);
  const path = join(folder, archiveName(url));
  if (await isThere(path, expectedBytes)) return path;

  const part = `${path}.part`;
  await mkdir(folder, { recursive: true }).catch(async (cause: Error) => {
    throw await writeError(cause, folder, expectedBytes ?? 0, 'the archive');
  });
  const resumedFrom = await bytesAt(part);
  if (expectedBytes !== undefined) {
    await requireRoom(folder, expectedBytes - resumedFrom, 'the archive');
  }
  for (let fruitless = 0; ; ) {
    const before = await bytesAt(part);
    try {
      await downloadOnce(url, part, expectedBytes, signal, (done, total) =>
        options.onProgress?.({ done, total, resumedFrom }),
      );
      break;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof BrokenConnectionError)) throw error;
      fruitless = (await bytesAt(part)) > before ? 0 : fruitless + 1;
      if (fruitless === FRUITLESS_ATTEMPTS) throw connectionError(url, error, await bytesAt(part));
      await wait(PAUSE_MS * (fruitless + 1), undefined, { signal }).catch(() => {});
      signal?.throwIfAborted();
    }
  }
  await rename(part, path);
  await rm(`${part}.validator`, { force: true });
  return path;
}

/** @throws PhotoError when there is a file of another size, which is nobody's to overwrite. */
async function isThere(path: string, expectedBytes: number | undefined): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  if (expectedBytes === undefined || found.size === expectedBytes) return true;
  throw new PhotoError(
    `Expected ${path} to have ${expectedBytes} bytes, it has ${found.size}. Remove or rename it, then fetch again.`,
  );
}

function connectionError(url: string, error: BrokenConnectionError, arrived: number): PhotoError {
  const { host } = new URL(url);
  return new PhotoError(
    `Could not ${arrived > 0 ? `go on after ${arrived} bytes from` : 'reach'} ${host}: ${error.message}. ` +
      'Are you online? Fetch again to go on where it stopped; without photos, Peasy trains on drawn ones.',
    { cause: error },
  );
}

function archiveName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.split('/').at(-1)!) || 'photos.zip';
}

async function bytesAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
