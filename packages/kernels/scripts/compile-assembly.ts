import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = join(import.meta.dirname, '..');

/** Builds of a module, and what each is compiled with beside the rest. */
export const BUILDS = {
  simd128: [],
  'simd128-shared': shared(),
  'relaxed-shared': [...shared(), '--enable', 'relaxed-simd'],
  // Any name would do for the alias: assembly/wide.ts asks only whether there is one.
  'wide-shared': [...shared(), '--enable', 'relaxed-simd', '--use', 'WIDE=ASC_FEATURE_SIMD'],
} as const;

/** Shared memory needs a maximum: all that 32 bits address, in pages. */
function shared(): string[] {
  return ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
}

/**
 * Compiles a file of assembly/ to WebAssembly that imports its memory.
 * @returns the module, and the TypeScript declarations of what it exports.
 */
export async function compileAssembly(
  file: string,
  build: keyof typeof BUILDS,
): Promise<{ binary: Uint8Array<ArrayBuffer>; types: string }> {
  const outputs = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main(
    [
      `assembly/${file}`,
      // Not -O3: it hoists loads out of the inner loops, and the spills cost half the speed.
      '-O2',
      ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='],
      ...['--importMemory', '--initialMemory', '1', ...BUILDS[build]],
      ...['--bindings', 'raw', '--outFile', 'module.wasm', '--baseDir', root],
    ],
    { writeFile: (name, contents) => void outputs.set(name, contents) },
  );
  if (error) throw new Error(`assembly/ does not compile:\n${stderr.toString()}`, { cause: error });
  const [binary, types] = ['module.wasm', 'module.d.ts'].map((name) => outputs.get(name));
  if (binary === undefined || types === undefined) {
    throw new Error(
      `Expected asc to write module.wasm and module.d.ts, got ${[...outputs.keys()].join(', ')}.`,
    );
  }
  return { binary: new Uint8Array(binary as Uint8Array<ArrayBuffer>), types: String(types) };
}
