import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PhotoError } from '../photo-set.js';

/** A file of the photo cache. */
export interface CachedPhotoFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was written. */
  readonly created: Date;
}

/** Packed photos, indexes of folders, and what a killed build has left. */
const OURS = /\.(photos|index)(\.[0-9a-f]{8}\.\d+\.[0-9a-f]{12}\.tmp)?$/;

/** The path of the packed photos with this key. */
export function cachePath(cacheFolder: string, key: string): string {
  return join(cacheFolder, `${key}.photos`);
}

/**
 * Every file of the photo cache, the newest first; none where there is no such folder.
 * @throws PhotoError when the folder cannot be listed.
 */
export async function cachedPhotoFiles(cacheFolder: string): Promise<readonly CachedPhotoFile[]> {
  const names = await readdir(cacheFolder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new PhotoError(`Could not list the photo cache ${cacheFolder}: ${cause.message}.`, {
      cause,
    });
  });
  const files: CachedPhotoFile[] = [];
  for (const name of names) {
    if (!OURS.test(name)) continue;
    const path = join(cacheFolder, name);
    // Another build may have renamed or removed it since.
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) files.push({ path, bytes: found.size, created: found.mtime });
  }
  return files.sort((a, b) => b.created.getTime() - a.created.getTime());
}

/**
 * Removes every file of the photo cache and nothing else.
 * @returns the files that were removed.
 * @throws PhotoError when one cannot be removed.
 */
export async function clearPhotoCache(cacheFolder: string): Promise<readonly CachedPhotoFile[]> {
  const files = await cachedPhotoFiles(cacheFolder);
  for (const { path } of files) {
    await rm(path, { force: true }).catch((cause: Error) => {
      throw new PhotoError(`Could not remove ${path}: ${cause.message}.`, { cause });
    });
  }
  return files;
}
