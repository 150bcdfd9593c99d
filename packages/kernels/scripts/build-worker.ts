/**
 * Bundles what a worker thread runs into a string: a worker made from it starts in milliseconds,
 * and alike from TypeScript sources, from dist, and from a bundle of somebody else's.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const target = join(root, 'src/generated/worker-code.ts');

/** Writes src/generated/worker-code.ts. */
export async function buildWorker(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/threads/worker-main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    target: 'node20',
    conditions: ['@peasy/source'],
    legalComments: 'none',
    minifyWhitespace: true,
    sourcemap: false,
  });
  const source = `// Made by \`nx run kernels:worker\` from packages/kernels/src/threads/worker-main.ts; edits are lost.

/** The program of a worker thread. */
export const WORKER_CODE: string = ${JSON.stringify(outputFiles[0].text)};
`;
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, source);
}
