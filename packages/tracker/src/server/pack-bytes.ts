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

/** Float32 values as little-endian bytes. */
export function littleEndianFloats(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return IS_LITTLE_ENDIAN ? bytes : Buffer.from(bytes).swap32();
}

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
