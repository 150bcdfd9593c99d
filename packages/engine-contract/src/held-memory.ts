import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a program holds after a garbage collection. */
export interface HeldMemory {
  readonly heapBytes: number;
  /** Outside the JavaScript heap: array buffers, and what native code keeps. */
  readonly externalBytes: number;
  readonly arrayBufferBytes: number;
}

/** Collects garbage, and says what is left. */
export function heldMemory(): HeldMemory {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapBytes: heapUsed, externalBytes: external, arrayBufferBytes: arrayBuffers };
}

/** Heap and all that lies outside it, after a garbage collection. */
export function heldBytes(): number {
  const { heapBytes, externalBytes } = heldMemory();
  return heapBytes + externalBytes;
}
