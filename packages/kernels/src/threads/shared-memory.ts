import { KernelsError } from '../kernels-error.js';

/** Memory that threads share, zeros. @throws KernelsError when the system has not that much left. */
export function sharedBuffer(bytes: number, holds: string): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    throw new KernelsError(
      `Expected ${Math.ceil(bytes / 1e6)} MB of memory for ${holds}, the system has not that much left. Close other programs, or take fewer or smaller photos.`,
      { cause },
    );
  }
}
