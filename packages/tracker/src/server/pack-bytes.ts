/**
 * Puts a description and bytes into one: 4 bytes with the length of the head (little-endian), the
 * head, which is JSON and filled up with spaces to a multiple of 8 bytes, and the parts as they are.
 */
export function packBytes(head: object, parts: readonly Uint8Array[]): Buffer {
  const json = JSON.stringify(head);
  const headBytes = Math.ceil((4 + Buffer.byteLength(json)) / 8) * 8;
  const start = Buffer.alloc(headBytes, ' ');
  start.writeUInt32LE(headBytes - 4);
  start.write(json, 4);
  return Buffer.concat([start, ...parts]);
}

/** Numbers as little-endian bytes. */
export function littleEndianBytes(values: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (IS_LITTLE_ENDIAN) return bytes;
  const copy = Buffer.from(bytes);
  return values instanceof Float64Array ? copy.swap64() : copy.swap32();
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
