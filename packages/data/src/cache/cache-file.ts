import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Fit } from '@peasy/core';
import { pixelMemory } from '../decode/pixel-memory.js';
import type { RejectedPhoto } from '../photo-set.js';
import { CACHE_VERSION } from './cache-key.js';
import { writeAtomically } from './write-atomically.js';

/** Photos after decoding: what a cache file keeps. */
export interface PackedPhotos {
  readonly size: number;
  readonly fit: Fit;
  readonly classes: readonly string[];
  readonly paths: readonly string[];
  readonly hashes: readonly string[];
  readonly labels: Uint8Array;
  readonly rejected: readonly RejectedPhoto[];
  readonly digest: string;
  /** `[paths.length, size, size, 3]`. */
  readonly pixels: Uint8Array;
}

/** The JSON in a cache file, before the pixels. */
interface CacheHeader extends Omit<PackedPhotos, 'labels' | 'pixels'> {
  readonly version: number;
  readonly labels: readonly number[];
}

// Layout: magic (8 bytes), length of the header (4, little-endian), header (JSON, UTF-8), pixels,
// SHA-256 of all that (32).
const MAGIC = Buffer.from('PEASYPH1', 'latin1');
const PREFIX_BYTES = MAGIC.length + 4;
const CHECKSUM_BYTES = 32;
const PIECE_BYTES = 64 * 2 ** 20;

/**
 * Writes packed photos; they appear whole or not at all.
 * @throws PhotoError when the disk is full or the folder cannot be written to.
 */
export async function writeCacheFile(
  path: string,
  packed: PackedPhotos,
  signal?: AbortSignal,
): Promise<void> {
  const { pixels, labels, ...rest } = packed;
  const header: CacheHeader = { version: CACHE_VERSION, ...rest, labels: [...labels] };
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(json.length, MAGIC.length);
  const checksum = createHash('sha256').update(prefix).update(json).update(pixels).digest();
  await writeAtomically(path, [prefix, json, pixels, checksum], 'the packed photos', signal);
}

/** Packed photos from a cache file, or undefined when it is not there, damaged, or of another version. */
export async function readCacheFile(
  path: string,
  signal?: AbortSignal,
): Promise<PackedPhotos | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    return await readPacked(file, signal);
  } catch {
    signal?.throwIfAborted();
    return undefined;
  } finally {
    await file.close();
  }
}

async function readPacked(
  file: FileHandle,
  signal?: AbortSignal,
): Promise<PackedPhotos | undefined> {
  const { size: fileBytes } = await file.stat();
  const prefix = await read(file, 0, PREFIX_BYTES);
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const headerBytes = prefix.readUInt32LE(MAGIC.length);
  const pixelBytes = fileBytes - PREFIX_BYTES - headerBytes - CHECKSUM_BYTES;
  if (pixelBytes < 0) return undefined;

  const json = await read(file, PREFIX_BYTES, headerBytes);
  const pixels = pixelMemory(pixelBytes);
  await fill(pixels, file, PREFIX_BYTES + headerBytes, signal);
  const checksum = await read(file, fileBytes - CHECKSUM_BYTES, CHECKSUM_BYTES);
  const found = createHash('sha256').update(prefix).update(json).update(pixels).digest();
  if (!found.equals(checksum)) return undefined;

  const { version, labels, ...header } = JSON.parse(json.toString()) as CacheHeader;
  if (version !== CACHE_VERSION) return undefined;
  if (pixels.length !== labels.length * header.size ** 2 * 3) return undefined;
  return { ...header, labels: Uint8Array.from(labels), pixels };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await fill(buffer, file, position);
  return buffer;
}

/** Reads from `position` on until `bytes` is full. @throws when the file ends before. */
async function fill(
  bytes: Uint8Array,
  file: FileHandle,
  position: number,
  signal?: AbortSignal,
): Promise<void> {
  let filled = 0;
  while (filled < bytes.length) {
    signal?.throwIfAborted();
    const piece = Math.min(PIECE_BYTES, bytes.length - filled);
    const { bytesRead } = await file.read(bytes, filled, piece, position + filled);
    if (bytesRead === 0) throw new Error('the file ends early');
    filled += bytesRead;
  }
}
