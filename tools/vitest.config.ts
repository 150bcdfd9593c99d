import { defineConfig } from 'vitest/config';
import { sharedTest } from './vitest-shared.js';

export default defineConfig({
  root: import.meta.dirname,
  ...sharedTest('tools', ['**/*.test.ts']),
  cacheDir: '../node_modules/.vite/tools',
});
