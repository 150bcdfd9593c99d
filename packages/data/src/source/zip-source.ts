import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Entry, getFileNameLowLevel } from 'yauzl';
import { PhotoError, type RejectedPhoto } from '../photo-set.js';
import { hasPhotoExtension, isHiddenPath, pathRefusal } from './photo-path.js';
import type { PhotoSource, SourceFile } from './photo-source.js';
import { readZipDirectory } from './zip-directory.js';
import { readZipEntry } from './zip-entry.js';

/** A photo in a zip, with the checksum that the zip's directory has of it. */
interface ZipFile extends SourceFile {
  readonly crc32: number;
}

/** Of the Unix mode in an entry's attributes: the file's kind, and the kind that is a link. */
const KIND_MASK = 0o170000;
const KIND_LINK = 0o120000;

/**
 * Lists the photos of a zip; they are unpacked one by one into memory, never to the disk.
 * @throws PhotoError when the file cannot be read as a zip.
 */
export async function openZip(path: string): Promise<PhotoSource> {
  const file = await open(path).catch((cause: Error) => {
    throw new PhotoError(`Could not open ${path}: ${cause.message}.`, { cause });
  });
  try {
    const { size } = await file.stat();
    const entries = await readZipDirectory(file, size);
    const { files, rejected } = listEntries(file, entries);
    return {
      kind: 'zip',
      name: basename(resolve(path)),
      files,
      rejected,
      // Checksums from the directory: nothing has to be unpacked to see that nothing has changed.
      fingerprints: async (chosen) =>
        (chosen as readonly ZipFile[]).map(({ bytes, crc32 }) => `${bytes}:${crc32}`),
      close: () => file.close(),
    };
  } catch (cause) {
    await file.close();
    throw new PhotoError(
      `Expected a folder or a zip of photos, but ${path} cannot be read as a zip: ${(cause as Error).message}. ` +
        'If it was downloaded or copied, it may have been cut off: fetch it again.',
      { cause },
    );
  }
}

function listEntries(
  file: FileHandle,
  entries: readonly Entry[],
): { files: readonly ZipFile[]; rejected: readonly RejectedPhoto[] } {
  const files = new Map<string, ZipFile>();
  const rejected: RejectedPhoto[] = [];
  for (const entry of entries) {
    const path = entryPath(entry);
    if (!hasPhotoExtension(path) || isHiddenPath(path)) continue;
    const reason =
      pathRefusal(path) ??
      entryRefusal(entry) ??
      (files.has(path) ? 'comes twice in the archive; the first one is used' : undefined);
    if (reason) rejected.push({ path, reason });
    else {
      files.set(path, {
        path,
        bytes: entry.uncompressedSize,
        crc32: entry.crc32,
        read: () => readZipEntry(file, entry),
      });
    }
  }
  return { files: [...files.values()], rejected };
}

function entryPath(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  // Strict: backslashes stay as they are, to be refused.
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

function entryRefusal(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'is encrypted; unpack the zip with its password first';
  const kind = (entry.externalFileAttributes >>> 16) & KIND_MASK;
  if (kind === KIND_LINK) return 'is a link, which is not followed';
  return undefined;
}
