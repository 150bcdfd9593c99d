const ALIGNMENT = 8;
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Puts a description and numbers into one, as the server reads them: 4 bytes with the length of the
 * head (little-endian), the head as JSON filled up with spaces to a multiple of 8 bytes, and the parts.
 */
export function packBytes(head: object, parts: readonly Uint8Array[]): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const headBytes = Math.ceil((4 + json.byteLength) / ALIGNMENT) * ALIGNMENT;
  const all = parts.reduce((sum, part) => sum + part.byteLength, headBytes);
  const bytes = new Uint8Array(all);
  bytes.fill(32, 0, headBytes);
  new DataView(bytes.buffer).setUint32(0, headBytes - 4, true);
  bytes.set(json, 4);
  let offset = headBytes;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

/** The head of packed bytes, and what follows it. */
export function unpackBytes(bytes: Uint8Array): { head: unknown; rest: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + view.getUint32(0, true);
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end)));
  return { head, rest: bytes.subarray(end) };
}

/** Numbers as little-endian bytes. */
export function littleEndian(numbers: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (isLittleEndian) return bytes;
  const width = numbers.BYTES_PER_ELEMENT;
  return bytes.map((_, at) => bytes[at - (at % width) + width - 1 - (at % width)]);
}

/** JSON as bytes. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
