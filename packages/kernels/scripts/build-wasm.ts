/** Compiles assembly/ and writes the module, base64 in TypeScript, so that Node, Vite and npm load it alike. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const root = join(import.meta.dirname, '..');
const target = join(root, 'src/generated/kernels-wasm.ts');

const outputs = new Map<string, Uint8Array | string>();
const { error, stderr } = await asc.main(
  [
    'assembly/index.ts',
    // Not -O3: it hoists loads out of the inner loops, and the spills cost half the speed.
    '-O2',
    ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='],
    ...['--importMemory', '--initialMemory', '1'],
    ...['--bindings', 'raw', '--outFile', 'kernels.wasm', '--baseDir', root],
  ],
  { writeFile: (name, contents) => void outputs.set(name, contents) },
);
if (error) throw new Error(`assembly/ does not compile:\n${stderr.toString()}`, { cause: error });

const binary = output('kernels.wasm') as Uint8Array;
const source = `// Made by \`nx run kernels:wasm\` from packages/kernels/assembly; edits are lost.
${signatures(String(output('kernels.d.ts')))}
/** The module, ${binary.length} bytes. */
export const KERNELS_WASM: string =
  '${Buffer.from(binary).toString('base64')}';
`;
await mkdir(join(target, '..'), { recursive: true });
await writeFile(target, source);

function output(name: string): Uint8Array | string {
  const contents = outputs.get(name);
  if (contents === undefined) {
    throw new Error(`Expected asc to write ${name}, got ${[...outputs.keys()].join(', ')}.`);
  }
  return contents;
}

/** The exported functions as an interface, from the declarations that asc writes: a call that does not fit is a type error. */
function signatures(declarations: string): string {
  const methods = [...declarations.matchAll(/^ {2}export function (.+);$/gm)].map(
    ([, signature]) => `  ${signature};`,
  );
  if (methods.length === 0) throw new Error('Expected asc to declare functions, found none.');
  return `/** What the WebAssembly module exports; the docs are in packages/kernels/assembly. */
export interface KernelExports {
${methods.join('\n')}
}
`;
}
