/**
 * Room for pixels, zeros: in memory that threads can share where there is such memory, so that an
 * engine with several threads computes on them as they lie and keeps no copy of its own.
 * @throws RangeError when the system has not that much left.
 */
export function pixelMemory(bytes: number): Uint8Array {
  return new Uint8Array(
    typeof SharedArrayBuffer === 'undefined'
      ? new ArrayBuffer(bytes)
      : new SharedArrayBuffer(bytes),
  );
}
