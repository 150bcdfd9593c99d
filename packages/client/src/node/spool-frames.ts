import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Bytes before each frame: lengths of its head and its content, and a check sum over both. */
const PREFIX = 12;
/** A longer head is no head of ours. */
const LONGEST_HEAD = 1_000_000;

/** One entry of a spool file: what it says, and where its content lies. */
export interface Frame {
  readonly head: unknown;
  readonly offset: number;
  readonly bytes: number;
}

/** A head and a content as the bytes of a frame. */
export function frameBytes(head: object, content: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(json.byteLength, 0);
  prefix.writeUInt32LE(content.byteLength, 4);
  prefix.writeUInt32LE(crc32(content, crc32(json)), 8);
  return Buffer.concat([prefix, json, content]);
}

/** Where the content of a frame begins within it. */
export function contentStart(frame: Buffer): number {
  return PREFIX + frame.readUInt32LE(0);
}

/**
 * Reads the frames of a file one after the other, as far as they are whole.
 * @param take false: no more of them.
 * @returns where the last whole one ends.
 */
export function readFrames(fd: number, size: number, take: (frame: Frame) => unknown): number {
  const prefix = Buffer.alloc(PREFIX);
  let end = 0;
  while (end + PREFIX <= size) {
    readSync(fd, prefix, 0, PREFIX, end);
    const headBytes = prefix.readUInt32LE(0);
    const bytes = prefix.readUInt32LE(4);
    const offset = end + PREFIX + headBytes;
    if (headBytes > LONGEST_HEAD || offset + bytes > size) break;
    const whole = Buffer.alloc(headBytes + bytes);
    readSync(fd, whole, 0, whole.byteLength, end + PREFIX);
    if (crc32(whole) !== prefix.readUInt32LE(8)) break;
    const head: unknown = JSON.parse(whole.toString('utf8', 0, headBytes));
    end = offset + bytes;
    if (take({ head, offset, bytes }) === false) break;
  }
  return end;
}
