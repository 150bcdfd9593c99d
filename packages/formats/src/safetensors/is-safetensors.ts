/** Length of the header, in a number of 64 bits. */
export const LENGTH_BYTES = 8;
/** The reader of safetensors takes no longer header either. */
export const MOST_HEADER_BYTES = 100_000_000;

/** Whether a file begins as safetensors do: the length of a JSON object, and the object. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length <= LENGTH_BYTES || bytes[LENGTH_BYTES] !== 0x7b) return false;
  return headerLength(bytes) <= MOST_HEADER_BYTES;
}

/** Bytes of the header after its length. */
export function headerLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  return Number(view.getBigUint64(0, true));
}
