import { type NodeFeatures, nodeFeatures } from './environment.js';
import type { KernelExports } from './generated/kernels-wasm.js';
import { KernelsError } from './kernels-error.js';
import { MemoryRefused } from './memory-refused.js';

export const PAGE_BYTES = 65_536;
/** Linear memory is addressed with 32 bits. */
const MAX_PAGES = 65_536;

// Not there? `npx nx run kernels:wasm` makes them.
const VARIANTS = {
  /** For memory of one thread's own. */
  simd128: () => import('./generated/wasm-simd128.js'),
  /** For memory that threads share, as are those below. */
  'simd128-shared': () => import('./generated/wasm-simd128-shared.js'),
  'relaxed-shared': () => import('./generated/wasm-relaxed-shared.js'),
  'wide-shared': () => import('./generated/wasm-wide-shared.js'),
} as const;

/** Builds of the kernels. */
export type KernelVariant = keyof typeof VARIANTS;

/** A build of the kernels, compiled. */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly isShared: boolean;
  /** First byte of linear memory that is free. */
  readonly heapBase: number;
}

/** The kernels and the memory they work on. */
export interface KernelInstance {
  readonly kernels: KernelExports;
  readonly memory: WebAssembly.Memory;
}

/** Compiles a build of the kernels. */
export async function compileKernels(variant: KernelVariant): Promise<KernelModule> {
  const { WASM, HEAP_BASE } = await VARIANTS[variant]();
  const bytes = decodeBase64(WASM);
  const node = nodeFeatures();
  return {
    module:
      variant === 'wide-shared' && node
        ? compileWide(bytes, node)
        : await WebAssembly.compile(bytes),
    isShared: variant.endsWith('-shared'),
    heapBase: HEAP_BASE,
  };
}

/**
 * The kernels on a new memory of `bytes`, zeros from the heap's base on.
 * @throws KernelsError when there is not that much memory.
 */
export async function instantiateKernels(
  { module, isShared }: KernelModule,
  bytes: number,
): Promise<KernelInstance> {
  const memory = createMemory(bytes, isShared);
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return { kernels: instance.exports as unknown as KernelExports, memory };
}

function createMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
  const megabytes = Math.ceil(bytes / 2 ** 20);
  const advice = 'Choose a smaller batchSize or a smaller network.';
  if (pages > MAX_PAGES) {
    throw new KernelsError(
      `Expected a network that fits into 4096 MB of WebAssembly memory, got one of ${megabytes} MB. ${advice}`,
    );
  }
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (cause) {
    throw new MemoryRefused(
      `Expected ${megabytes} MB of memory for the network, the system has not that much left. ${advice} Where memory is free, look at the limit on addresses (ulimit -v): WebAssembly reserves some 10 GB of them for a memory.`,
      { cause },
    );
  }
}

/**
 * What V8 needs for 256 bits: that it pairs operations, and compiles everything at once by its
 * optimising compiler, which alone does that. So what is checked is what will run, and no other
 * module is compiled so: pairing is experimental. (Other builds are optimised as they run: Node 26
 * needs what it learns on the way.)
 */
const WIDE_FLAGS = ['experimental-wasm-revectorize', 'no-liftoff', 'no-wasm-lazy-compilation'];

function compileWide(bytes: Uint8Array<ArrayBuffer>, node: NodeFeatures): WebAssembly.Module {
  for (const flag of WIDE_FLAGS) node.setV8Flag(`--${flag}`);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    for (const flag of WIDE_FLAGS) node.setV8Flag(`--${opposite(flag)}`);
  }
}

function opposite(flag: string): string {
  return flag.startsWith('no-') ? flag.slice(3) : `no-${flag}`;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
