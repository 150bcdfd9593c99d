import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { PhotoError, type RejectedPhoto } from '../photo-set.js';
import { type IndexedFile, indexedHashes } from './folder-index.js';
import { hasPhotoExtension, isHiddenName } from './photo-path.js';
import {
  BrokenPhotoError,
  MAX_PHOTO_BYTES,
  type PhotoSource,
  type SourceFile,
} from './photo-source.js';

/** A file of a folder, with what its place on the disk says about its content. */
interface FolderFile extends SourceFile, IndexedFile {}

/**
 * Lists the photos of a folder at any depth. Links to files are followed as long as they stay
 * inside the folder; links to folders never are, for they could lead round in circles.
 * @throws PhotoError when a folder cannot be listed.
 */
export async function openFolder(path: string): Promise<PhotoSource> {
  const root = await realpath(path);
  const files: FolderFile[] = [];
  const rejected: RejectedPhoto[] = [];

  const visit = async (folder: string): Promise<void> => {
    const entries = await list(join(root, folder));
    await inGroups(entries, 64, async (entry) => {
      if (isHiddenName(entry.name)) return;
      const inner = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return visit(inner);
      if (entry.isSymbolicLink()) {
        const refusal = await linkRefusal(root, join(root, inner), inner);
        if (refusal) rejected.push({ path: inner, reason: refusal });
        if (refusal !== null) return;
      }
      if (!hasPhotoExtension(entry.name)) return;
      if (!entry.isFile() && !entry.isSymbolicLink()) return;
      files.push(await folderFile(root, inner));
    });
  };
  await visit('');
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  // Folders are listed side by side, in the order in which the disk answers.
  files.sort(byPath);
  rejected.sort(byPath);
  const places = new Map(files.map((file) => [file.path, file]));

  return {
    kind: 'folder',
    name: basename(resolve(path)),
    files,
    rejected,
    fingerprints: (chosen, options) =>
      indexedHashes(
        root,
        chosen.map((file) => places.get(file.path)!),
        options,
      ),
    close: async () => {},
  };
}

async function folderFile(root: string, path: string): Promise<FolderFile> {
  const fullPath = join(root, path);
  const { size, mtimeMs, ctimeMs, ino } = await stat(fullPath);
  return {
    path,
    bytes: size,
    mtimeMs,
    ctimeMs,
    inode: ino,
    read: () => readPhotoFile(fullPath),
  };
}

/**
 * Reads a file whole.
 * @throws BrokenPhotoError when it cannot be read or is too large for a photo.
 */
export async function readPhotoFile(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_PHOTO_BYTES) {
      throw new BrokenPhotoError(`is ${size} bytes large; up to ${MAX_PHOTO_BYTES} are read`);
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof BrokenPhotoError) throw cause;
    throw new BrokenPhotoError(`cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function list(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new PhotoError(`Could not list the folder ${folder}: ${cause.message}.`, { cause });
  });
}

/** Why a link is not followed; undefined: not followed and not worth a word; null: follow it. */
async function linkRefusal(
  root: string,
  link: string,
  path: string,
): Promise<string | undefined | null> {
  const photo = hasPhotoExtension(path);
  try {
    const target = await realpath(link);
    const found = await stat(target);
    const inside = target === root || target.startsWith(root + sep);
    if (found.isDirectory()) return 'is a link to a folder, which is not followed';
    if (!photo || !found.isFile()) return undefined;
    return inside ? null : 'is a link that climbs out of the folder';
  } catch (cause) {
    return photo ? `is a link to nothing: ${(cause as Error).message}` : undefined;
  }
}

async function inGroups<T>(
  items: readonly T[],
  size: number,
  visit: (item: T) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await Promise.all(items.slice(start, start + size).map(visit));
  }
}
