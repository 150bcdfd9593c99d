import type { z } from 'zod';
import { StoreError } from '../store/store-error.js';
import { checkShape } from './read-body.js';

/** Bytes of a request that begin with a head, as packBytes puts them. */
export interface Unpacked<T> {
  readonly head: T;
  /** What follows the head, in memory of its own: it begins at a multiple of 8 bytes. */
  readonly content: ArrayBuffer;
}

const WORDS =
  '4 bytes with the length of the head (little-endian), the head as JSON filled up with spaces to a multiple of 8 bytes, and the numbers';

/** Reads bytes with a head. @throws StoreError naming what is wrong. */
export function unpackBytes<T>(bytes: Uint8Array, schema: z.ZodType<T>): Unpacked<T> {
  if (bytes.byteLength < 4)
    throw new StoreError('invalid', `Expected ${WORDS}, got ${bytes.byteLength} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headBytes = view.getUint32(0, true);
  if (headBytes > bytes.byteLength - 4 || (headBytes + 4) % 8 !== 0) {
    throw new StoreError(
      'invalid',
      `Expected ${WORDS}, got a head of ${headBytes} bytes in ${bytes.byteLength}.`,
    );
  }
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + headBytes));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StoreError('invalid', `The head is no JSON: ${(error as Error).message}.`);
  }
  const head = checkShape(json, schema, 'The head is not what it should be');
  return { head, content: new Uint8Array(bytes.subarray(4 + headBytes)).buffer };
}

/** Checks that as many bytes came as the head says. @throws StoreError */
export function checkLength(content: ArrayBuffer, expected: number): void {
  if (content.byteLength === expected) return;
  throw new StoreError(
    'invalid',
    `Expected ${expected} bytes of numbers after the head, as it says, got ${content.byteLength}.`,
  );
}
