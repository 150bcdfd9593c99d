import { type PackedPhotos, readCacheFile, writeCacheFile } from './cache/cache-file.js';
import { cachePath } from './cache/cache-folder.js';
import { cacheKey, type LabelledFile } from './cache/cache-key.js';
import { removeStaleTemporaries } from './cache/temporary-files.js';
import { requireRoom } from './cache/write-atomically.js';
import { packPhotos, refuseRejected } from './decode/pack-photos.js';
import { openDrawnSource } from './drawn/drawn-source.js';
import { type OpenPhotosOptions, PhotoError, type PhotoSet } from './photo-set.js';
import { chooseClasses } from './source/choose-classes.js';
import { labelFiles } from './source/layout.js';
import { naturalCompare } from './source/natural-order.js';
import { openSource } from './source/open-source.js';
import type { PhotoSource } from './source/photo-source.js';

/** The header of a cache file takes about this much for each photo: path, hash, label. */
const HEADER_BYTES_PER_PHOTO = 200;

/** Larger squares than this are surely a slip of the finger: one photo would take 50 MB. */
const MAX_SIZE = 4096;

/**
 * Opens a folder or a zip of photos, or the drawn set, as one packed tensor. Rows are ordered by
 * class in label order, then by path as people count. What was packed before comes from the cache.
 * @throws PhotoError for a source that cannot be read, classes that are not there or have no
 * usable photo, a broken photo when strict, a cache that cannot be written; the signal's reason
 * when aborted.
 */
export async function openPhotos(options: OpenPhotosOptions): Promise<PhotoSet> {
  if (!Number.isInteger(options.size) || options.size < 1 || options.size > MAX_SIZE) {
    throw new PhotoError(
      `Expected data.size to be a whole number between 1 and ${MAX_SIZE}, got ${options.size}.`,
    );
  }
  options.signal?.throwIfAborted();
  const source =
    options.source === undefined
      ? openDrawnSource(options.drawn ?? {}, options.classes)
      : await openSource(options.source);
  try {
    return await openFrom(source, options);
  } finally {
    await source.close();
  }
}

async function openFrom(source: PhotoSource, options: OpenPhotosOptions): Promise<PhotoSet> {
  const { cacheFolder, strict, onProgress, signal } = options;
  onProgress?.({ stage: 'scan', done: 0, total: source.files.length });
  if (strict) refuseRejected(source.rejected);

  const labelled = labelFiles(source.files);
  const classes = chooseClasses(source, labelled, options.classes);
  const photos: readonly LabelledFile[] = classes.flatMap((name, label) =>
    [...labelled.classes.get(name)!]
      .sort((a, b) => naturalCompare(a.path, b.path))
      .map((file) => ({ file, label })),
  );
  const files = photos.map(({ file }) => file);
  const fingerprints = await source.fingerprints(files, { cacheFolder, onProgress, signal });
  onProgress?.({ stage: 'scan', done: files.length, total: files.length });
  const path = cachePath(cacheFolder, cacheKey(classes, photos, fingerprints, options));

  const known = await readCacheFile(path, signal);
  if (known) {
    if (strict) refuseRejected(known.rejected);
    return photoSet(source, known, true);
  }
  await removeStaleTemporaries(cacheFolder);
  const bytesNeeded = photos.length * (options.size ** 2 * 3 + HEADER_BYTES_PER_PHOTO);
  await requireRoom(cacheFolder, bytesNeeded, 'the packed photos');
  const stage = source.kind === 'drawn' ? 'draw' : 'decode';
  const packed = await packPhotos(photos, {
    ...options,
    classes,
    onDecoded: (done, total) => onProgress?.({ stage, done, total }),
  });
  requireEveryClass(source, packed);
  await writeCacheFile(path, packed, signal);
  return photoSet(source, packed, false);
}

/** @throws PhotoError for a class of which every photo was left out. */
function requireEveryClass(source: PhotoSource, packed: PackedPhotos): void {
  const present = new Set(packed.labels);
  packed.classes.forEach((name, label) => {
    if (present.has(label)) return;
    const first = packed.rejected.find(({ path }) => path.includes(name));
    throw new PhotoError(
      `Expected usable photos of class "${name}" in ${source.name}, all of them were left out` +
        `${first ? `: ${first.path} ${first.reason}` : ''}. Repair them, or choose other classes with data.classes.`,
    );
  });
}

function photoSet(source: PhotoSource, packed: PackedPhotos, cached: boolean): PhotoSet {
  const { size, classes, paths, hashes, labels, pixels, digest } = packed;
  return {
    kind: source.kind === 'drawn' ? 'drawn' : 'files',
    name: source.name,
    classes,
    paths,
    hashes,
    images: { pixels, labels, count: paths.length, height: size, width: size, channels: 3 },
    rejected: [...source.rejected, ...packed.rejected],
    digest,
    cached,
  };
}
