import { existsSync } from 'node:fs';

/** Vitest's global set-up: says what to do where the module is not made yet, before any import fails. */
export default function requireGenerated(): void {
  if (!existsSync(new URL('../generated/kernels-wasm.ts', import.meta.url))) {
    throw new Error(
      'Expected packages/kernels/src/generated/kernels-wasm.ts, which is made from assembly/, found none. Run `npx nx run kernels:wasm`, or the tests through nx.',
    );
  }
}
