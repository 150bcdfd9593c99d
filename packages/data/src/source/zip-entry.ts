import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { BrokenPhotoError, MAX_PHOTO_BYTES } from './photo-source.js';

const inflate = promisify(inflateRaw);

const STORED = 0;
const DEFLATED = 8;

/** Local file header, APPNOTE.TXT 4.3.7: signature, and the lengths of the two fields before the content. */
const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/**
 * The content of one entry of a zip, checked against the size and the checksum in its directory.
 * Never makes more bytes than the directory says, so an entry that swells (a zip bomb) is stopped.
 * @throws BrokenPhotoError with the reason.
 */
export async function readZipEntry(file: FileHandle, entry: Entry): Promise<Uint8Array> {
  const { uncompressedSize, compressedSize, compressionMethod } = entry;
  if (Math.max(uncompressedSize, compressedSize) > MAX_PHOTO_BYTES) {
    throw new BrokenPhotoError(
      `is ${Math.max(uncompressedSize, compressedSize)} bytes large; up to ${MAX_PHOTO_BYTES} are read`,
    );
  }
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new BrokenPhotoError(
      `is compressed by method ${compressionMethod}; expected stored (0) or deflate (8)`,
    );
  }
  const header = await readExactly(file, entry.relativeOffsetOfLocalHeader, LOCAL_HEADER_BYTES);
  if (header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw new BrokenPhotoError('is damaged: the archive has no entry where it should be');
  }
  const start =
    entry.relativeOffsetOfLocalHeader +
    LOCAL_HEADER_BYTES +
    header.readUInt16LE(26) +
    header.readUInt16LE(28);
  const packed = await readExactly(file, start, compressedSize);
  const content =
    compressionMethod === STORED ? packed : await unpack(packed, entry.uncompressedSize);
  if (content.length !== uncompressedSize) {
    throw new BrokenPhotoError(
      `is damaged: expected ${uncompressedSize} bytes, got ${content.length}`,
    );
  }
  if (crc32(content) !== entry.crc32) {
    throw new BrokenPhotoError('is damaged: its checksum does not fit');
  }
  return content;
}

async function unpack(packed: Uint8Array, size: number): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    const swells = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new BrokenPhotoError(
      swells
        ? `unpacks to more than the ${size} bytes that the archive says`
        : `cannot be unpacked: ${(cause as Error).message}`,
      { cause },
    );
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new BrokenPhotoError('is cut off: the archive ends before it does');
    filled += bytesRead;
  }
  return buffer;
}
