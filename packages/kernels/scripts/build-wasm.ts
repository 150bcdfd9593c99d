/**
 * Compiles assembly/ and writes the modules, base64 in TypeScript, so that Node, Vite and npm load
 * them alike: plain SIMD for the page, and for Node's shared memory plain and relaxed SIMD.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

/** A WebAssembly module to build, and what it is compiled with beside the rest. */
const VARIANTS = {
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

const root = join(import.meta.dirname, '..');
const generated = join(root, 'src/generated');
const HEADER = '// Made by `nx run kernels:wasm` from packages/kernels/assembly; edits are lost.\n';

await mkdir(generated, { recursive: true });
let declarations = '';
for (const [name, flags] of Object.entries(VARIANTS)) {
  const { binary, types } = await compile(flags);
  declarations = types;
  const heapBase = await readHeapBase(binary, flags.length > 0);
  await writeFile(
    join(generated, `wasm-${name}.ts`),
    `${HEADER}
/** First byte of linear memory that is free: below it lie the module's own constants. */
export const HEAP_BASE = ${heapBase};

/** The module, ${binary.length} bytes. */
export const WASM: string =
  '${Buffer.from(binary).toString('base64')}';
`,
  );
}
await writeFile(join(generated, 'kernels-wasm.ts'), `${HEADER}\n${signatures(declarations)}`);

async function compile(
  flags: readonly string[],
): Promise<{ binary: Uint8Array<ArrayBuffer>; types: string }> {
  const outputs = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      // Not -O3: it hoists loads out of the inner loops, and the spills cost half the speed.
      '-O2',
      ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='],
      ...['--importMemory', '--initialMemory', '1', ...flags],
      ...['--bindings', 'raw', '--outFile', 'kernels.wasm', '--baseDir', root],
    ],
    { writeFile: (name, contents) => void outputs.set(name, contents) },
  );
  if (error) throw new Error(`assembly/ does not compile:\n${stderr.toString()}`, { cause: error });
  const [binary, types] = ['kernels.wasm', 'kernels.d.ts'].map((name) => outputs.get(name));
  if (binary === undefined || types === undefined) {
    throw new Error(
      `Expected asc to write kernels.wasm and kernels.d.ts, got ${[...outputs.keys()].join(', ')}.`,
    );
  }
  return { binary: new Uint8Array(binary as Uint8Array<ArrayBuffer>), types: String(types) };
}

/** Read from the binary's own export; the Node that builds need not know relaxed SIMD. */
async function readHeapBase(binary: Uint8Array<ArrayBuffer>, isShared: boolean): Promise<number> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: isShared });
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return (instance.exports as { heapBase(): number }).heapBase();
}

/** The exported functions as an interface, from the declarations that asc writes: a call that does not fit is a type error. */
function signatures(types: string): string {
  const methods = [...types.matchAll(/^ {2}export function (.+);$/gm)].map(
    ([, signature]) => `  ${signature};`,
  );
  if (methods.length === 0) throw new Error('Expected asc to declare functions, found none.');
  return `/** What the WebAssembly modules export; the docs are in packages/kernels/assembly. */
export interface KernelExports {
${methods.join('\n')}
}
`;
}
