import { existsSync } from 'node:fs';
import { buildWorker } from '../../scripts/build-worker.js';

/**
 * Vitest's global set-up: says what to do where the kernels are not compiled yet, before any import
 * fails, and bundles the worker threads' program anew, so that no test runs an old one.
 */
export default async function requireGenerated(): Promise<void> {
  if (!existsSync(new URL('../generated/kernels-wasm.ts', import.meta.url))) {
    throw new Error(
      'Expected packages/kernels/src/generated/kernels-wasm.ts, which is made from assembly/, found none. Run `npx nx run kernels:wasm`, or the tests through nx.',
    );
  }
  await buildWorker();
}
