import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32c } from '../../export/crc32c.js';

/** What a file of records has next. */
export type RecordRead =
  | { readonly kind: 'record'; readonly content: Buffer }
  /** Its checksum is not that of its content; the next record can be read. */
  | { readonly kind: 'damaged'; readonly at: number }
  /** From here on nothing can be read. */
  | { readonly kind: 'broken' | 'cutOff'; readonly at: number };

const HEAD = 12;
const CHUNK = 1 << 20;

/** The records of a file of TensorFlow's, with their checksums checked (tensorflow/core/lib/io/record_reader.h). */
export function* readRecords(file: string): Generator<RecordRead> {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const read = chunkReader(handle);
    for (let at = 0; at < size; ) {
      const head = at + HEAD <= size ? read(at, HEAD) : undefined;
      if (!head) return yield { kind: 'cutOff', at };
      if (head.readUInt32LE(8) !== masked(head.subarray(0, 8))) return yield { kind: 'broken', at };
      const length = Number(head.readBigUInt64LE(0));
      const end = at + HEAD + length + 4;
      if (end > size) return yield { kind: 'cutOff', at };
      const content = read(at + HEAD, length + 4);
      if (!content) return yield { kind: 'cutOff', at };
      const isWhole = content.readUInt32LE(length) === masked(content.subarray(0, length));
      yield isWhole
        ? { kind: 'record', content: content.subarray(0, length) }
        : { kind: 'damaged', at };
      at = end;
    }
  } finally {
    closeSync(handle);
  }
}

/** Reads by position, a large piece at a time. What it gives is good until the next call. */
function chunkReader(handle: number): (at: number, length: number) => Buffer | undefined {
  let chunk = Buffer.alloc(0);
  let start = 0;
  return (at, length) => {
    if (at < start || at + length > start + chunk.length) {
      const fresh = Buffer.allocUnsafe(Math.max(CHUNK, length));
      let filled = 0;
      for (let got = -1; got !== 0 && filled < fresh.length; filled += got) {
        got = readSync(handle, fresh, filled, fresh.length - filled, at + filled);
      }
      chunk = fresh.subarray(0, filled);
      start = at;
    }
    const found = chunk.subarray(at - start, at - start + length);
    return found.length === length ? found : undefined;
  };
}

function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return ((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8) >>> 0;
}
