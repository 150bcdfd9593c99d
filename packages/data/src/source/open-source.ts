import { stat } from 'node:fs/promises';
import { PhotoError } from '../photo-set.js';
import { openFolder } from './folder-source.js';
import type { PhotoSource } from './photo-source.js';
import { openZip } from './zip-source.js';

/**
 * Opens a folder or a zip and lists its files; nothing is decoded. Close it when done.
 * @throws PhotoError when there is nothing at the path, or it is neither.
 */
export async function openSource(path: string): Promise<PhotoSource> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'found nothing' : `could not look: ${cause.message}`;
    throw new PhotoError(
      `Expected a folder or a zip of photos at ${path}, ${what}. Check the path given with --data.`,
      { cause },
    );
  });
  if (found.isDirectory()) return openFolder(path);
  if (found.isFile()) return openZip(path);
  throw new PhotoError(
    `Expected a folder or a zip of photos at ${path}, found a device or a pipe.`,
  );
}
