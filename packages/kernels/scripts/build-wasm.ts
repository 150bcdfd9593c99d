/**
 * Compiles assembly/ and writes the modules, base64 in TypeScript, so that Node, Vite and npm load
 * them alike: plain SIMD for the page, and for Node's shared memory plain and relaxed SIMD.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILDS, compileAssembly } from './compile-assembly.js';

const root = join(import.meta.dirname, '..');
const generated = join(root, 'src/generated');
const HEADER = '// Made by `nx run kernels:wasm` from packages/kernels/assembly; edits are lost.\n';

await mkdir(generated, { recursive: true });
let declarations = '';
for (const name of Object.keys(BUILDS) as (keyof typeof BUILDS)[]) {
  const { binary, types } = await compileAssembly('index.ts', name);
  declarations = types;
  const heapBase = await readHeapBase(binary, name.endsWith('-shared'));
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
