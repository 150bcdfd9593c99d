// Not there? `npx nx run kernels:wasm` makes it.
import { KERNELS_WASM, type KernelExports } from './generated/kernels-wasm.js';
import { KernelsError } from './kernels-error.js';

export const PAGE_BYTES = 65_536;
/** Linear memory is addressed with 32 bits. */
const MAX_PAGES = 65_536;

/** The kernels and the memory they work on. */
export interface KernelInstance {
  readonly kernels: KernelExports;
  readonly memory: WebAssembly.Memory;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** An instance with a memory of its own, at first just large enough for the module's constants. */
export async function instantiateKernels(): Promise<KernelInstance> {
  compiled ??= WebAssembly.compile(decodeBase64(KERNELS_WASM));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
  return { kernels: instance.exports as unknown as KernelExports, memory };
}

/**
 * Grows the memory, once, to hold `bytes`; views made before it are void.
 * @throws KernelsError when there is not that much memory.
 */
export function growMemory(memory: WebAssembly.Memory, bytes: number): void {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const megabytes = Math.ceil(bytes / 2 ** 20);
  const advice = 'Choose a smaller batchSize or a smaller network.';
  if (pages > MAX_PAGES) {
    throw new KernelsError(
      `Expected a network that fits into 4096 MB of WebAssembly memory, got one of ${megabytes} MB. ${advice}`,
    );
  }
  const missing = pages - memory.buffer.byteLength / PAGE_BYTES;
  try {
    if (missing > 0) memory.grow(missing);
  } catch (cause) {
    throw new KernelsError(
      `Expected ${megabytes} MB of memory for the network, the system has not that much left. ${advice}`,
      { cause },
    );
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
