import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PhotoError, type RejectedPhoto } from './photo-set.js';
import { openFolder } from './source/folder-source.js';
import { naturalCompare } from './source/natural-order.js';

/** Photos on the disk, whatever their class. */
export interface PhotoFiles {
  /** Paths that can be opened, in natural order. */
  readonly files: readonly string[];
  /** Links that are not followed; paths inside the folder. */
  readonly rejected: readonly RejectedPhoto[];
}

/**
 * The photos at a path: the file itself, or every photo in the folder at any depth.
 * @throws PhotoError when there is nothing at the path, or the folder has no photo.
 */
export async function listPhotoFiles(path: string): Promise<PhotoFiles> {
  const found = await stat(path).catch((cause: Error) => {
    throw new PhotoError(`Expected a photo or a folder of photos at ${path}: ${cause.message}.`, {
      cause,
    });
  });
  if (!found.isDirectory()) return { files: [path], rejected: [] };
  const folder = await openFolder(await realpath(path));
  if (folder.files.length === 0) {
    throw new PhotoError(`Expected photos in the folder ${path}, found none.`);
  }
  const files = folder.files.map((file) => file.path).sort(naturalCompare);
  return { files: files.map((inner) => join(path, inner)), rejected: folder.rejected };
}
