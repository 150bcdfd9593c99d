import { defineConfig } from 'vitest/config';
import { sharedTest } from '../../tools/vitest-shared.js';

/** Tests that measure, restrain, or read what a terminal shows in time: one file at a time, nothing beside them. */
export default defineConfig({
  root: import.meta.dirname,
  ...sharedTest('e2e-alone', ['tests/alone/*.e2e.ts']),
});
