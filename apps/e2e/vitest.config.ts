import { defineConfig } from 'vitest/config';
import { sharedTest } from '../../tools/vitest-shared.js';

export default defineConfig({
  root: import.meta.dirname,
  ...sharedTest('e2e', ['tests/*.e2e.ts']),
});
