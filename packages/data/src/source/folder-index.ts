import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../cache/write-atomically.js';
import { forEachParallel } from '../parallel.js';
import type { FingerprintOptions, SourceFile } from './photo-source.js';

/** What of a file's place on the disk changes when somebody writes to it. */
export interface IndexedFile extends SourceFile {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
}

/** path -> bytes, mtimeMs, ctimeMs, inode, SHA-256. */
type IndexRows = Record<string, readonly [number, number, number, number, string]>;

/**
 * A file written to in the same tick of the disk's clock in which it was read keeps its times, so
 * hashes of files this young are not kept (git calls them racily clean). Two seconds: the
 * coarsest clock of a common file system, FAT.
 */
const RACY_MS = 2000;

/** The index that belongs to a folder, among the cache's files. */
export function indexPath(cacheFolder: string, root: string): string {
  const key = createHash('sha256').update(root).digest('hex').slice(0, 32);
  return join(cacheFolder, `${key}.index`);
}

/**
 * SHA-256 of each file, hex. Files whose place on the disk is as it was when they were last
 * hashed are not read again: an index in the cache folder remembers them. A file that cannot be
 * read has the hash "unreadable"; decoding says why.
 */
export async function indexedHashes(
  root: string,
  files: readonly IndexedFile[],
  { cacheFolder, onProgress, signal }: FingerprintOptions,
): Promise<readonly string[]> {
  const path = indexPath(cacheFolder, root);
  const known = await readIndex(path);
  const hashes: string[] = files.map((file) => knownHash(known[file.path], file) ?? '');
  const unknown = files.flatMap((_, i) => (hashes[i] === '' ? [i] : []));
  if (unknown.length === 0) return hashes;

  const startedAt = Date.now();
  let done = files.length - unknown.length;
  await forEachParallel(unknown, 8, signal, async (i) => {
    hashes[i] = await hashFile(files[i]);
    onProgress?.({ stage: 'scan', done: ++done, total: files.length });
  });
  const rows: IndexRows = {};
  files.forEach((file, i) => {
    const { bytes, mtimeMs, ctimeMs, inode } = file;
    if (hashes[i] === 'unreadable' || Math.max(mtimeMs, ctimeMs) > startedAt - RACY_MS) return;
    rows[file.path] = [bytes, mtimeMs, ctimeMs, inode, hashes[i]];
  });
  await writeAtomically(path, [Buffer.from(JSON.stringify(rows))], 'the index of photos');
  return hashes;
}

function knownHash(row: IndexRows[string] | undefined, file: IndexedFile): string | undefined {
  if (!row) return undefined;
  const [bytes, mtimeMs, ctimeMs, inode, hash] = row;
  const same =
    bytes === file.bytes &&
    mtimeMs === file.mtimeMs &&
    ctimeMs === file.ctimeMs &&
    inode === file.inode;
  return same ? hash : undefined;
}

async function hashFile(file: IndexedFile): Promise<string> {
  try {
    return createHash('sha256')
      .update(await file.read())
      .digest('hex');
  } catch {
    return 'unreadable';
  }
}

/** An index that is missing or damaged is an empty one: it only saves time. */
async function readIndex(path: string): Promise<IndexRows> {
  try {
    const rows: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof rows === 'object' && rows !== null ? (rows as IndexRows) : {};
  } catch {
    return {};
  }
}
